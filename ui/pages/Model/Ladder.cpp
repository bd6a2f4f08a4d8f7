#include "ui/pages/Model/Ladder.h"

#include "ui/theme/Theme.h"

#include <QHeaderView>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace espalier {
namespace {

class LadderDelegate : public TableDelegate {
public:
    using TableDelegate::TableDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override {
        QStyleOptionViewItem plain = option;
        plain.features = {};
        TableDelegate::paint(painter, plain, index);
        if (index.column() == LadderModel::Train) paintBox(painter, option, index);
        if (index.column() == LadderModel::Gradient) paintGradient(painter, option.rect, index);
        if (index.column() == LadderModel::Weight) paintWeight(painter, option.rect, index);
    }

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const QSize size = TableDelegate::sizeHint(option, index);
        return index.column() == LadderModel::Gradient ? size.expandedTo({Theme::current().px(72), 0}) : size;
    }

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override {
        TableDelegate::initStyleOption(option, index);
        option->features &= ~QStyleOptionViewItem::HasCheckIndicator; // painted here, where it is clicked
    }

private:
    static void paintBox(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) {
        const int side = Theme::current().px(16);
        QStyleOptionViewItem box = option;
        box.rect = QRect(option.rect.left() + 8, option.rect.center().y() - side / 2, side, side);
        box.state = QStyle::State_None;
        if (index.flags().testFlag(Qt::ItemIsUserCheckable)) box.state |= QStyle::State_Enabled;
        if (index.data(Qt::CheckStateRole).toInt() == Qt::Checked) box.state |= QStyle::State_On;
        option.widget->style()->drawPrimitive(QStyle::PE_IndicatorItemViewItemCheck, &box, painter,
                                              option.widget);
    }

    // The largest of every pixel's steps: a peak is never left out.
    static void paintGradient(QPainter* painter, const QRect& cell, const QModelIndex& index) {
        const auto* model = static_cast<const LadderModel*>(index.model());
        const std::vector<double> curve = model->gradientCurve(index.row());
        const QRectF place = QRectF(cell).adjusted(8, 6, -8, -6);
        if (curve.size() < 2 || place.width() < 4) return;
        const auto points = std::min(curve.size(), static_cast<std::size_t>(place.width()));
        QPolygonF line;
        for (std::size_t i = 0; i < points; ++i) {
            const auto from = curve.begin() + static_cast<std::ptrdiff_t>(i * curve.size() / points);
            const auto to = curve.begin() + static_cast<std::ptrdiff_t>((i + 1) * curve.size() / points);
            const double x = static_cast<double>(i) / static_cast<double>(points - 1);
            line << QPointF(place.left() + x * place.width(),
                            place.bottom() - *std::max_element(from, to) * place.height());
        }
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(QPen(Theme::current().color(Tone::Accent), 1.25));
        painter->drawPolyline(line);
        painter->restore();
    }

    static void paintWeight(QPainter* painter, const QRect& cell, const QModelIndex& index) {
        const auto* model = static_cast<const LadderModel*>(index.model());
        const double share = index.data(LadderModel::ShareRole).toDouble();
        if (share <= 0) return; // the weights are another rung's
        const double width = std::max(3.0, (cell.width() - 32) * share);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        const Theme& theme = Theme::current();
        painter->setBrush(model->isTrainable(index.row()) ? theme.color(Tone::Accent)
                                                          : theme.between(Tone::Line, Tone::Faint, 0.4));
        painter->drawRoundedRect(QRectF(cell.left() + 24, cell.center().y() - 3.5, width, 8), 3, 3);
        painter->restore();
    }
};

bool ticks(const QModelIndex& index) {
    return index.isValid() && index.column() <= LadderModel::Name;
}

} // namespace

Ladder::Ladder(LadderModel* model, QWidget* parent) : Table(parent), ladder_(model) {
    setItemDelegate(new LadderDelegate(this));
    setModel(model);
    horizontalHeader()->setSectionsClickable(false);
    arrange();
}

void Ladder::arrange() {
    const bool bars = isColumnHidden(LadderModel::Gradient) || width() >= Theme::current().px(640);
    setColumnHidden(LadderModel::Weight, !bars);
    setStretchColumn(bars ? LadderModel::Weight : LadderModel::Gradient, 0.1);
}

void Ladder::resizeEvent(QResizeEvent* event) {
    arrange();
    Table::resizeEvent(event);
}

void Ladder::mousePressEvent(QMouseEvent* event) {
    const QModelIndex index = indexAt(event->pos());
    if (index.isValid()) setCurrentIndex(index);
    if (event->button() != Qt::LeftButton || !ticks(index) || ladder_->isFixed(index.row())) return;
    drawing_ = !ladder_->isTrainable(index.row());
    ladder_->setTrainable(index.row(), *drawing_);
}

void Ladder::mouseMoveEvent(QMouseEvent* event) {
    const QModelIndex index = indexAt(event->pos());
    if (!drawing_ || !index.isValid()) return;
    const int from = std::min(currentIndex().row(), index.row());
    const int to = std::max(currentIndex().row(), index.row()); // a quick hand skips rows
    for (int row = from; row <= to; ++row) ladder_->setTrainable(row, *drawing_);
    setCurrentIndex(index);
}

void Ladder::mouseReleaseEvent(QMouseEvent*) {
    drawing_.reset();
}

void Ladder::keyPressEvent(QKeyEvent* event) {
    const int row = currentIndex().row();
    if (event->key() == Qt::Key_Space && row >= 0)
        ladder_->setTrainable(row, !ladder_->isTrainable(row));
    else
        Table::keyPressEvent(event);
}

} // namespace espalier
