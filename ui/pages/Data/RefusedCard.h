#pragma once
// The rows that an import could not take: line, reason, and the file that keeps them.
#include "ui/bench/Workbench.h"
#include "ui/models/RefusedModel.h"
#include "ui/widgets/Card.h"

class QPushButton;

namespace espalier {

class Table;

class RefusedCard : public Card {
    Q_OBJECT
public:
    explicit RefusedCard(Workbench& bench, QWidget* parent = nullptr); // hidden where there are none
    void retranslate();

private:
    void refresh();

    Workbench& bench_;
    RefusedModel* model_;
    Table* table_;
    QPushButton* show_;
};

} // namespace espalier
