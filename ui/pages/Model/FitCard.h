#pragma once
// How well the chosen model's vocabulary fits the data, measured on a sample of its texts, and whether
// another suits better.
#include "ui/bench/Workbench.h"
#include "ui/widgets/Card.h"

class QPushButton;

namespace espalier {

class Advisor;
class FigureLabel;

class FitCard : public Card {
    Q_OBJECT
public:
    FitCard(Workbench& bench, Advisor& advisor, QWidget* parent = nullptr);
    void retranslate();

signals:
    void modelWanted(const QString& folder); // the one that is advised

private:
    void refresh();
    QString advice() const;
    void refreshBetter();

    Workbench& bench_;
    Advisor& advisor_;
    FigureLabel *unknown_, *pieces_, *cutOff_;
    Label *advice_, *better_;
    QPushButton* choose_;
};

} // namespace espalier
