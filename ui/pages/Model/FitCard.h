#pragma once
// How well the chosen model's vocabulary fits the data, measured on a sample of its texts.
#include "core/data/TextFit.h"
#include "ui/bench/Workbench.h"
#include "ui/widgets/Card.h"

namespace espalier {

class FigureLabel;

class FitCard : public Card {
    Q_OBJECT
public:
    explicit FitCard(Workbench& bench, QWidget* parent = nullptr);
    double meanTokens() const; // of a text as it will be cut off; 0: not known
    void measure();            // where the model or the data are others than before
    void retranslate();

signals:
    void measured(); // meanTokens()

private:
    void forget();
    void refresh();
    QString advice() const;

    Workbench& bench_;
    FigureLabel *unknown_, *pieces_, *cutOff_;
    Label* advice_;
    std::optional<TextFit> fit_;
    std::optional<Problem> problem_;
    std::string measuredModel_;
    Job measure_;
};

} // namespace espalier
