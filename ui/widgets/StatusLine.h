#pragma once
// The foot of the window: what is running, how far it is, how long it still takes, and what it runs on.
#include "ui/jobs/Activities.h"
#include "ui/widgets/Label.h"

#include <QFrame>

class QProgressBar;
class QToolButton;

namespace espalier {

class StatusLine : public QFrame {
    Q_OBJECT
public:
    explicit StatusLine(Activities& activities, QWidget* parent = nullptr);
    void setDevice(const QString& device);
    void retranslate();

signals:
    void cancelWanted(espalier::Job* job);

private:
    void refresh();
    Job* shown() const; // the oldest: training outlives what comes and goes beside it

    Activities& activities_;
    QProgressBar* bar_;
    ElidedLabel* words_;
    QToolButton* cancel_;
    Label* device_;
    Label* offline_;
};

} // namespace espalier
