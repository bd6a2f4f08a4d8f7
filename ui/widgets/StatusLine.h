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
    // forced: the environment says so, and nobody here can change it.
    void setOffline(bool offline, bool forced);
    void retranslate();

signals:
    void cancelWanted(espalier::Job* job);
    void offlineWanted(bool offline);

private:
    void refresh();
    Job* shown() const; // the oldest: training outlives what comes and goes beside it

    Activities& activities_;
    QProgressBar* bar_;
    ElidedLabel* words_;
    QToolButton* cancel_;
    Label* device_;
    QToolButton* offline_; // down: no connection may be opened
};

} // namespace espalier
