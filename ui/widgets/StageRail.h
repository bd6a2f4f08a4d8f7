#pragma once
// The stages of the work at the left of the window: done, running, or greyed with the reason. Arrow keys
// move.
#include "ui/bench/Workbench.h"

#include <QFrame>

#include <array>

namespace espalier {

class StageButton;

class StageRail : public QFrame {
    Q_OBJECT
public:
    explicit StageRail(QWidget* parent = nullptr);
    void setStage(Stage stage, const StageState& state);
    void setRunCount(qsizetype runs);
    void setCurrent(Stage stage);
    void clearCurrent();
    void retranslate();

signals:
    void wanted(espalier::Stage stage); // of a possible one

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    std::array<StageButton*, stageCount> buttons_{};
};

// "Data", "Model"… in the reader's language.
QString titleOf(Stage stage);

} // namespace espalier
