#pragma once
// A text to try: typed, or one of the data.
#include "ui/bench/Workbench.h"
#include "ui/widgets/Card.h"

#include <QTimer>

class QPlainTextEdit;
class QStandardItemModel;

namespace espalier {

class Table;

class TextCard : public Card {
    Q_OBJECT
public:
    explicit TextCard(Workbench& bench, QWidget* parent = nullptr);
    QString text() const;
    std::optional<QString> pair() const; // where the data have a second text
    void retranslate();

signals:
    void edited(); // the typing has paused

private:
    void readSamples();
    void showSamples();
    void refresh();

    Workbench& bench_;
    Label *firstName_, *secondName_;
    QPlainTextEdit *first_, *second_;
    Label* samplesName_;
    QStandardItemModel* model_;
    Table* table_;
    std::vector<StoredRow> samples_;
    QTimer typing_;
    Job read_;
};

} // namespace espalier
