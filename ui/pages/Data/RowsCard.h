#pragma once
// All rows of the data set: search, filter, sort, and labels that are edited in place.
#include "ui/bench/Workbench.h"
#include "ui/widgets/Card.h"

#include <QTimer>

class QLineEdit;
class QToolButton;

namespace espalier {

class Choice;
class LabelDelegate;
class RowsModel;
class Table;

class RowsCard : public Card {
    Q_OBJECT
public:
    explicit RowsCard(Workbench& bench, QWidget* parent = nullptr);
    void retranslate();

signals:
    void failed(const espalier::Problem& problem);

private:
    QLayout* buildTools();
    void buildTable();
    void connectBench();
    void take(); // the data have changed
    void fillLabels();
    void ask();
    void refresh();

    Workbench& bench_;
    RowsModel* model_;
    Table* table_;
    LabelDelegate* labelEditor_;
    QLineEdit* search_;
    Choice* label_;
    Choice* part_;
    QToolButton* undo_;
    QTimer typing_; // a search begins when the typing pauses
    qint64 found_ = 0;
};

} // namespace espalier
