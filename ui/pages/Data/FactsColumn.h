#pragma once
// Beside the rows: how the labels are spread, and how the rows are divided.
#include "ui/bench/Workbench.h"
#include "ui/widgets/SideColumn.h"

class QPushButton;

namespace espalier {

class BarList;
class Card;
class Label;
class RatioFields;
class SplitBar;

class FactsColumn : public SideColumn {
    Q_OBJECT
public:
    explicit FactsColumn(Workbench& bench, QWidget* parent = nullptr);
    void retranslate();

private:
    QWidget* buildLabels();
    QWidget* buildParts();
    void refresh();
    void refreshParts();

    Workbench& bench_;
    Card* labelsCard_;
    BarList* labels_;
    Card* partsCard_;
    SplitBar* bar_;
    Label* counts_;
    RatioFields* ratio_;
    QPushButton* split_;
};

} // namespace espalier
