#pragma once
// Which rungs train, and what that costs.
#include "ui/bench/Workbench.h"
#include "ui/models/LadderModel.h"
#include "ui/widgets/Card.h"

#include <array>

class QPushButton;

namespace espalier {

class FigureLabel;
class Ladder;

class LadderCard : public Card {
    Q_OBJECT
public:
    explicit LadderCard(Workbench& bench, QWidget* parent = nullptr);
    void retranslate();

private:
    void buildPresets();
    void take();
    void takeRun();
    void keep();
    void apply(LadderModel::Preset preset);
    void refresh();
    void refreshCosts();

    Workbench& bench_;
    LadderModel* model_;
    Ladder* ladder_;
    std::array<QPushButton*, 4> presets_{};
    FigureLabel *trainable_, *memory_, *epoch_;
};

} // namespace espalier
