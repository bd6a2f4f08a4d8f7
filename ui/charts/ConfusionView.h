#pragma once
// A confusion matrix as a heat map: rows actual, columns predicted. A cell, a row or a column is selected
// with the mouse or the keyboard. Right answers in the accent, wrong ones in the colour for wrong.
#include "ui/charts/ConfusionOrder.h"

#include <QAbstractScrollArea>
#include <QStringList>

#include <optional>

namespace espalier {

// Class indexes: both for a cell, one of them for a row or a column, none for everything.
struct ConfusionSelection {
    std::optional<std::int64_t> actual, predicted;
    bool empty() const { return !actual && !predicted; }
    bool operator==(const ConfusionSelection&) const = default;
};

class ConfusionView : public QAbstractScrollArea {
    Q_OBJECT
public:
    enum class Show { Counts, RowShares, ColumnShares };

    explicit ConfusionView(QWidget* parent = nullptr);

    void setConfusion(const Confusion& confusion, const QStringList& labels);
    void setShow(Show show);
    void setOrder(ConfusionOrder order);
    void setMost(std::int64_t classes); // shows the first so many of the order; 0: all
    void setFitted(bool fitted);        // shrinks to the room there is, without names where they don't fit
    void setInteractive(bool on);

    std::int64_t shownClasses() const { return static_cast<std::int64_t>(shown_.size()); }
    std::int64_t classes() const { return confusion_.classes; }
    ConfusionSelection selection() const { return selection_; }
    void select(const ConfusionSelection& selection);

signals:
    void selected(const espalier::ConfusionSelection& selection);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct Place { // in the viewport; row or column -1: in the names
        std::int64_t row = -1, column = -1;
    };
    void layOut();
    void reorder();
    QRectF cellRect(std::int64_t row, std::int64_t column) const;
    std::optional<Place> placeAt(QPointF at) const;
    void paintCells(QPainter& painter) const;
    void paintCell(QPainter& painter, std::int64_t row, std::int64_t column) const;
    void paintNames(QPainter& painter) const;
    void paintSelection(QPainter& painter) const;
    std::int64_t classAt(std::int64_t index) const { return shown_[static_cast<std::size_t>(index)]; }
    double share(std::int64_t actual, std::int64_t predicted, bool ofRow) const;
    QString cellText(std::int64_t actual, std::int64_t predicted) const;
    QString tip(const Place& place) const;
    void move(int rows, int columns);

    Confusion confusion_;
    QStringList labels_;
    std::vector<std::int64_t> order_, shown_, rowSums_, columnSums_;
    Show show_ = Show::Counts;
    ConfusionOrder ordering_ = ConfusionOrder::Confused;
    std::int64_t most_ = 0;
    bool fitted_ = false, interactive_ = true;
    ConfusionSelection selection_;
    double cellWidth_ = 0, cellHeight_ = 0, left_ = 0, top_ = 0; // of the matrix, unscrolled
};

} // namespace espalier
