#include "ui/widgets/Table.h"

#include "ui/theme/Theme.h"
#include "ui/widgets/Numbers.h"

#include <QEvent>
#include <QHeaderView>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace espalier {
namespace {

constexpr int padding = 8;

void paintChip(QPainter& painter, const QRectF& place, const QString& text) {
    const Theme& theme = Theme::current();
    const QFont font = theme.font(12);
    const QFontMetricsF metrics(font);
    const double width = std::min(place.width(), metrics.horizontalAdvance(text) + 16.5);
    const double height = metrics.height() + 4;
    const QRectF chip(place.left(), place.center().y() - height / 2, width, height);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.color(Tone::Ground));
    painter.drawRoundedRect(chip, height / 2, height / 2);
    painter.setPen(theme.color(Tone::Secondary));
    painter.setFont(font);
    painter.drawText(chip, Qt::AlignCenter, metrics.elidedText(text, Qt::ElideMiddle, width - 15));
}

} // namespace

void TableDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                          const QModelIndex& index) const {
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    item.state &= ~QStyle::State_HasFocus;
    if (item.features & QStyleOptionViewItem::HasCheckIndicator)
        return QStyledItemDelegate::paint(painter, option, index);
    const QString text = std::exchange(item.text, QString());
    item.widget->style()->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);

    painter->save();
    const Theme& theme = Theme::current();
    const QVariant tone = index.data(ToneRole);
    const QRectF place = QRectF(item.rect).adjusted(padding, 0, -padding, -1);
    painter->setFont(item.font);
    painter->setPen(theme.color(tone.isValid() ? static_cast<Tone>(tone.toInt()) : Tone::Text));
    if (index.data(ChipRole).toBool())
        paintChip(*painter, place, text);
    else if (item.displayAlignment & Qt::AlignRight)
        numbers::drawTabular(*painter, place, Qt::AlignRight, text);
    else
        painter->drawText(place, Qt::AlignVCenter | Qt::AlignLeft,
                          QFontMetricsF(item.font).elidedText(text, item.textElideMode, place.width()));
    painter->restore();
}

bool TableDelegate::helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option,
                              const QModelIndex& index) {
    const QString text = index.data().toString(), tip = index.data(Qt::ToolTipRole).toString();
    const bool cut = QFontMetricsF(option.font).horizontalAdvance(text) > option.rect.width() - 2 * padding;
    if (!tip.isEmpty() || cut)
        QToolTip::showText(event->globalPos(), tip.isEmpty() ? text : tip, view);
    else
        QToolTip::hideText();
    return true;
}

Table::Table(QWidget* parent) : QTableView(parent) {
    setItemDelegate(new TableDelegate(this));
    setShowGrid(false);
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers);
    setWordWrap(false);
    setTextElideMode(Qt::ElideRight);
    setTabKeyNavigation(false);
    setHorizontalScrollMode(ScrollPerPixel);
    setVerticalScrollMode(ScrollPerPixel);
    setFrameShape(NoFrame);
    verticalHeader()->hide();
    verticalHeader()->setMinimumSectionSize(24);
    verticalHeader()->setDefaultSectionSize(Theme::current().px(32));
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    horizontalHeader()->setMinimumSectionSize(40);
    connect(this, &QTableView::activated, this,
            [this](const QModelIndex& index) { emit rowActivated(index.row()); });
    connect(&Theme::current(), &Theme::changed, this, [this] {
        verticalHeader()->setDefaultSectionSize(Theme::current().px(32));
        fitColumns();
    });
}

void Table::setModel(QAbstractItemModel* shown) {
    QTableView::setModel(shown);
    connect(shown, &QAbstractItemModel::modelReset, this, &Table::fitColumns);
    fitColumns();
}

void Table::setStretchColumn(int column) {
    stretch_ = column;
    fitColumns();
}

void Table::fitColumns() {
    if (!model()) return;
    QHeaderView* header = horizontalHeader();
    header->setResizeContentsPrecision(100);
    for (int column = 0; column < model()->columnCount(); ++column) {
        header->setSectionResizeMode(column,
                                     column == stretch_ ? QHeaderView::Stretch : QHeaderView::Interactive);
        if (column != stretch_)
            header->resizeSection(
                column, std::clamp(std::max(sizeHintForColumn(column), header->sectionSizeHint(column)) + 12,
                                   48, 240));
    }
}

int Table::fixedHeight() const {
    return horizontalHeader()->sizeHint().height() +
           model()->rowCount() * verticalHeader()->defaultSectionSize() + 2;
}

void Table::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) fitColumns();
    QTableView::changeEvent(event);
}

void Table::selectionChanged(const QItemSelection& selected, const QItemSelection& deselected) {
    QTableView::selectionChanged(selected, deselected);
    if (!selected.isEmpty()) emit rowSelected(selected.indexes().front().row());
}

} // namespace espalier
