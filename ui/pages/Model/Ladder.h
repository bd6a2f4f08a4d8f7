#pragma once
// The layer ladder: a tick box a rung. A drag down the boxes ticks several; Space ticks the present one.
#include "ui/models/LadderModel.h"
#include "ui/widgets/Table.h"

#include <optional>

namespace espalier {

class Ladder : public Table {
    Q_OBJECT
public:
    explicit Ladder(LadderModel* model, QWidget* parent = nullptr);

    // Once the columns of a run are shown or hidden: in a narrow card the bars give their room to them.
    void arrange();

protected:
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    LadderModel* ladder_;
    std::optional<bool> drawing_; // what the rungs under the mouse become
};

} // namespace espalier
