#pragma once
// How well the chosen model's vocabulary fits the data, measured on a sample of its texts.
#include "ui/bench/Workbench.h"
#include "ui/widgets/Card.h"

namespace espalier {

class FigureLabel;

class FitCard : public Card {
    Q_OBJECT
public:
    explicit FitCard(Workbench& bench, QWidget* parent = nullptr);
    void retranslate();

private:
    void refresh();
    QString advice() const;

    Workbench& bench_;
    FigureLabel *unknown_, *pieces_, *cutOff_;
    Label* advice_;
};

} // namespace espalier
