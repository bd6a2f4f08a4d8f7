#include "ui/charts/ConfusionView.h"

#include "ui/theme/Theme.h"
#include "ui/widgets/Numbers.h"

#include <QHelpEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace espalier {
namespace {

constexpr double readableWidth = 26, readableHeight = 18; // smaller, and numbers and names can't be read
constexpr double gap = 1;
constexpr double dustSize = 6; // cells without gaps and corners: there may be a hundred thousand

} // namespace

ConfusionView::ConfusionView(QWidget* parent) : QAbstractScrollArea(parent) {
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setMouseTracking(true);
    setMinimumSize(160, 140);
    connect(&Theme::current(), &Theme::changed, this, &ConfusionView::layOut);
}

void ConfusionView::setConfusion(const Confusion& confusion, const QStringList& labels) {
    confusion_ = confusion;
    labels_ = labels;
    const auto n = static_cast<std::size_t>(confusion.classes);
    rowSums_.assign(n, 0);
    columnSums_.assign(n, 0);
    for (std::size_t a = 0; a < n; ++a)
        for (std::size_t p = 0; p < n; ++p) {
            rowSums_[a] += confusion.counts[a * n + p];
            columnSums_[p] += confusion.counts[a * n + p];
        }
    reorder();
}

void ConfusionView::setShow(Show show) {
    show_ = show;
    viewport()->update();
}

void ConfusionView::setOrder(ConfusionOrder order) {
    ordering_ = order;
    reorder();
}

void ConfusionView::setMost(std::int64_t classes) {
    most_ = classes;
    reorder();
}

void ConfusionView::setFitted(bool fitted) {
    fitted_ = fitted;
    layOut();
}

void ConfusionView::setInteractive(bool on) {
    interactive_ = on;
    setFocusPolicy(on ? Qt::StrongFocus : Qt::NoFocus);
}

void ConfusionView::select(const ConfusionSelection& selection) {
    if (selection == selection_) return;
    selection_ = selection;
    viewport()->update();
    emit selected(selection_);
}

void ConfusionView::reorder() {
    shown_ = orderClasses(confusion_, ordering_);
    if (most_ > 0 && most_ < shownClasses()) shown_.resize(static_cast<std::size_t>(most_));
    layOut();
}

// Names take what they need up to a third; the cells share the rest, as squares while they are small.
void ConfusionView::layOut() {
    const auto n = static_cast<double>(std::max<std::int64_t>(1, shownClasses()));
    const QFontMetricsF metrics(Theme::current().font(11));
    double widest = 0;
    for (const std::int64_t c : shown_)
        widest = std::max(widest, metrics.horizontalAdvance(labels_.value(c)));
    const double names = std::min(widest + 10, viewport()->width() / 3.0);
    const double columnNames = std::min(widest + 10, 84.0);
    const double width = viewport()->width(), height = viewport()->height();
    cellHeight_ = std::min((height - columnNames) / n, 44.0);
    cellWidth_ = std::min((width - names) / n, 64.0);
    const bool named = std::min(cellHeight_, cellWidth_) >= metrics.height();
    if (named || !fitted_) {
        left_ = names;
        top_ = columnNames;
        cellHeight_ = std::max(cellHeight_, readableHeight);
        cellWidth_ = std::max(cellWidth_, readableWidth);
    } else {
        left_ = top_ = 0;
        cellHeight_ = cellWidth_ = std::min(width, height) / n;
    }
    if (fitted_) {
        cellHeight_ = std::min(cellHeight_, (height - top_) / n);
        cellWidth_ = std::min(cellWidth_, (width - left_) / n);
    }
    const auto excess = [](double total, double room) {
        return std::max(0, static_cast<int>(std::ceil(total - room - 0.5)));
    };
    horizontalScrollBar()->setRange(0, excess(left_ + n * cellWidth_, width));
    horizontalScrollBar()->setPageStep(viewport()->width());
    verticalScrollBar()->setRange(0, excess(top_ + n * cellHeight_, height));
    verticalScrollBar()->setPageStep(viewport()->height());
    viewport()->update();
}

QRectF ConfusionView::cellRect(std::int64_t row, std::int64_t column) const {
    return {left_ + static_cast<double>(column) * cellWidth_ - horizontalScrollBar()->value(),
            top_ + static_cast<double>(row) * cellHeight_ - verticalScrollBar()->value(), cellWidth_,
            cellHeight_};
}

std::optional<ConfusionView::Place> ConfusionView::placeAt(QPointF at) const {
    const double x = at.x() + horizontalScrollBar()->value() - left_,
                 y = at.y() + verticalScrollBar()->value() - top_;
    Place place;
    if (at.x() >= left_) place.column = static_cast<std::int64_t>(std::floor(x / cellWidth_));
    if (at.y() >= top_) place.row = static_cast<std::int64_t>(std::floor(y / cellHeight_));
    if (place.row >= shownClasses() || place.column >= shownClasses()) return {};
    if (place.row < 0 && place.column < 0) return {};
    return place;
}

double ConfusionView::share(std::int64_t actual, std::int64_t predicted, bool ofRow) const {
    const std::int64_t whole =
        ofRow ? rowSums_[static_cast<std::size_t>(actual)] : columnSums_[static_cast<std::size_t>(predicted)];
    return whole > 0 ? static_cast<double>(confusion_.at(actual, predicted)) / static_cast<double>(whole) : 0;
}

QString ConfusionView::cellText(std::int64_t actual, std::int64_t predicted) const {
    const std::int64_t count = confusion_.at(actual, predicted);
    if (count == 0) return {};
    if (show_ == Show::Counts) return numbers::grouped(count);
    return QString::number(share(actual, predicted, show_ == Show::RowShares) * 100, 'f', 0);
}

void ConfusionView::paintEvent(QPaintEvent*) {
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    if (shown_.empty()) return;
    painter.save();
    painter.setClipRect(QRectF(left_, top_, viewport()->width() - left_, viewport()->height() - top_));
    paintCells(painter);
    paintSelection(painter);
    painter.restore();
    if (left_ > 0) paintNames(painter);
}

void ConfusionView::paintCells(QPainter& painter) const {
    painter.setFont(Theme::current().font(11, QFont::Medium));
    painter.setPen(Qt::NoPen);
    const bool dust = cellHeight_ < dustSize;
    const QRectF whole = cellRect(0, 0).united(cellRect(shownClasses() - 1, shownClasses() - 1));
    if (dust) painter.fillRect(whole, Theme::current().color(Tone::Ground));
    const auto firstRow = static_cast<std::int64_t>(verticalScrollBar()->value() / cellHeight_);
    const auto firstColumn = static_cast<std::int64_t>(horizontalScrollBar()->value() / cellWidth_);
    const auto rows = static_cast<std::int64_t>(viewport()->height() / cellHeight_) + 1;
    const auto columns = static_cast<std::int64_t>(viewport()->width() / cellWidth_) + 1;
    for (std::int64_t row = firstRow; row < std::min(firstRow + rows, shownClasses()); ++row)
        for (std::int64_t column = firstColumn; column < std::min(firstColumn + columns, shownClasses());
             ++column)
            if (!dust || confusion_.at(classAt(row), classAt(column)) > 0) paintCell(painter, row, column);
}

void ConfusionView::paintCell(QPainter& painter, std::int64_t row, std::int64_t column) const {
    const Theme& theme = Theme::current();
    const std::int64_t actual = classAt(row), predicted = classAt(column);
    const double part = share(actual, predicted, show_ != Show::ColumnShares);
    const bool right = actual == predicted;
    // A few mistakes should be seen: the wrong ones' scale rises steeply and starts above the ground.
    const double strength = part == 0 ? 0 : right ? 0.25 + 0.75 * part : 0.1 + 0.9 * std::sqrt(part);
    const QColor color = theme.between(Tone::Ground, right ? Tone::Accent : Tone::Wrong, strength);
    if (cellHeight_ < dustSize) return painter.fillRect(cellRect(row, column), color);
    const QRectF cell = cellRect(row, column).adjusted(gap, gap, -gap, -gap);
    const double corner = std::min(4.0, cellHeight_ / 6);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawRoundedRect(cell, corner, corner);
    if (part == 0 || cellWidth_ < 18 || cellHeight_ < 13) return;
    painter.setPen(theme.color(strength > 0.55 ? Tone::OnAccent : Tone::Text));
    painter.drawText(cell, Qt::AlignCenter, cellText(actual, predicted));
}

void ConfusionView::paintNames(QPainter& painter) const {
    const Theme& theme = Theme::current();
    painter.setFont(theme.font(11));
    const QFontMetricsF metrics(painter.font());
    painter.save();
    painter.setClipRect(QRectF(0, top_, left_, viewport()->height() - top_));
    for (std::int64_t i = 0; i < shownClasses(); ++i) {
        const QRectF cell = cellRect(i, 0);
        painter.setPen(theme.color(selection_.actual == classAt(i) ? Tone::Text : Tone::Secondary));
        painter.drawText(QRectF(0, cell.top(), left_ - 8, cell.height()), Qt::AlignRight | Qt::AlignVCenter,
                         metrics.elidedText(labels_.value(classAt(i)), Qt::ElideMiddle, left_ - 8));
    }
    painter.restore();
    painter.setClipRect(QRectF(left_, 0, viewport()->width() - left_, top_));
    for (std::int64_t i = 0; i < shownClasses(); ++i) {
        const QRectF cell = cellRect(0, i);
        painter.save();
        painter.translate(cell.center().x(), top_ - 6);
        painter.rotate(-90);
        painter.setPen(theme.color(selection_.predicted == classAt(i) ? Tone::Text : Tone::Secondary));
        painter.drawText(QRectF(0, -cellWidth_ / 2, top_ - 6, cellWidth_), Qt::AlignLeft | Qt::AlignVCenter,
                         metrics.elidedText(labels_.value(classAt(i)), Qt::ElideMiddle, top_ - 6));
        painter.restore();
    }
}

void ConfusionView::paintSelection(QPainter& painter) const {
    if (selection_.empty()) return;
    QRectF frame;
    for (std::int64_t row = 0; row < shownClasses(); ++row)
        for (std::int64_t column = 0; column < shownClasses(); ++column) {
            const bool inRow = !selection_.actual || *selection_.actual == classAt(row);
            const bool inColumn = !selection_.predicted || *selection_.predicted == classAt(column);
            if (inRow && inColumn) frame = frame.united(cellRect(row, column));
        }
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(Theme::current().color(Tone::Text), 2));
    painter.drawRoundedRect(frame.adjusted(1, 1, -1, -1), 4, 4);
}

QString ConfusionView::tip(const Place& place) const {
    if (place.row < 0) return tr("Predicted: %1").arg(labels_.value(classAt(place.column)));
    if (place.column < 0) return tr("Actual: %1").arg(labels_.value(classAt(place.row)));
    const std::int64_t actual = classAt(place.row), predicted = classAt(place.column);
    return tr("Actual: %1").arg(labels_.value(actual)) + u'\n' +
           tr("Predicted: %1").arg(labels_.value(predicted)) + u'\n' +
           tr("%1 texts · %2 of the row · %3 of the column")
               .arg(numbers::grouped(confusion_.at(actual, predicted)),
                    numbers::percent(share(actual, predicted, true)),
                    numbers::percent(share(actual, predicted, false)));
}

bool ConfusionView::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const auto place = shown_.empty() ? std::nullopt : placeAt(help->pos());
        if (place)
            QToolTip::showText(help->globalPos(), tip(*place), viewport());
        else
            QToolTip::hideText();
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void ConfusionView::resizeEvent(QResizeEvent*) {
    layOut();
}

void ConfusionView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::FontChange) layOut();
    QAbstractScrollArea::changeEvent(event);
}

void ConfusionView::mousePressEvent(QMouseEvent* event) {
    if (!interactive_ || shown_.empty()) return;
    const auto place = placeAt(event->position());
    ConfusionSelection wanted;
    if (place && place->row >= 0) wanted.actual = classAt(place->row);
    if (place && place->column >= 0) wanted.predicted = classAt(place->column);
    select(wanted == selection_ ? ConfusionSelection{} : wanted);
}

void ConfusionView::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
    case Qt::Key_Up: return move(-1, 0);
    case Qt::Key_Down: return move(1, 0);
    case Qt::Key_Left: return move(0, -1);
    case Qt::Key_Right: return move(0, 1);
    case Qt::Key_R: return select({selection_.actual, {}});
    case Qt::Key_C: return select({{}, selection_.predicted});
    case Qt::Key_Escape: return select({});
    default: QAbstractScrollArea::keyPressEvent(event);
    }
}

// Moves the selected cell; a selected row moves up and down, a selected column to the sides.
void ConfusionView::move(int rows, int columns) {
    if (!interactive_ || shown_.empty()) return;
    const auto moved = [this](const std::optional<std::int64_t>& which,
                              int by) -> std::optional<std::int64_t> {
        const auto at = which ? std::find(shown_.begin(), shown_.end(), *which) : shown_.end();
        if (at == shown_.end()) return shown_.front();
        return classAt(std::clamp<std::int64_t>(at - shown_.begin() + by, 0, shownClasses() - 1));
    };
    ConfusionSelection next;
    if (selection_.empty() || selection_.actual) next.actual = moved(selection_.actual, rows);
    if (selection_.empty() || selection_.predicted) next.predicted = moved(selection_.predicted, columns);
    select(next);
}

} // namespace espalier
