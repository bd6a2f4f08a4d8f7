#include "ui/widgets/Table.h"

#include "ui/theme/Icons.h"
#include "ui/widgets/Numbers.h"

#include <QEvent>
#include <QHeaderView>
#include <QHelpEvent>
#include <QPainter>
#include <QResizeEvent>
#include <QToolTip>
#include <QtMath>

#include <algorithm>

namespace espalier {
namespace {

constexpr int padding = 8;
constexpr int narrowest = 88; // a column is not made smaller than this for another's sake
constexpr int chipPadding = 8;
constexpr int mostMeasured = 64;             // columns; more of them never fit, and measuring takes its time
constexpr int spread = 140, stretched = 320; // the widths of columns that were not measured

int chipWidth(const QString& text) {
    return qCeil(QFontMetricsF(Theme::current().font(12)).horizontalAdvance(text)) + 2 * chipPadding;
}

void paintChip(QPainter& painter, const QRectF& place, const QString& text) {
    const Theme& theme = Theme::current();
    const QFont font = theme.font(12);
    const QFontMetricsF metrics(font);
    const double width = std::min<double>(place.width(), chipWidth(text));
    const double height = metrics.height() + 4;
    const QRectF chip(place.left(), place.center().y() - height / 2, width, height);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.color(Tone::Ground));
    painter.drawRoundedRect(chip, height / 2, height / 2);
    painter.setPen(theme.color(Tone::Secondary));
    painter.setFont(font);
    painter.drawText(chip, Qt::AlignCenter,
                     metrics.elidedText(text, Qt::ElideMiddle, width - 2 * chipPadding));
}

// The width that no column may exceed so that all together are narrower by `excess`: the wide ones give way,
// a number can't be shortened, a name can.
int commonWidth(std::vector<int> widths, int excess) {
    std::sort(widths.begin(), widths.end(), std::greater<>());
    int wider = 0; // sum of the columns that give way
    for (std::size_t i = 0; i < widths.size(); ++i) {
        wider += widths[i];
        const int level = (wider - excess) / static_cast<int>(i + 1);
        if (i + 1 == widths.size() || level >= widths[i + 1]) return std::max(level, narrowest);
    }
    return narrowest;
}

// Of a cell whose text is shown whole, as paint() draws it.
int cellWidth(const QStyleOptionViewItem& item, const QModelIndex& index) {
    if (index.data(ChipRole).toBool()) return chipWidth(item.text) + 2 * padding;
    const double text = item.displayAlignment & Qt::AlignRight
                            ? numbers::tabularWidth(item.font, item.text)
                            : QFontMetricsF(item.font).horizontalAdvance(item.text);
    return qCeil(text) + 2 * padding;
}

// Drawn by hand: the style sheet's header puts the sort arrow on top of a right-aligned title.
class TableHeader : public QHeaderView {
public:
    explicit TableHeader(QWidget* parent) : QHeaderView(Qt::Horizontal, parent) {
        setHighlightSections(false);
        setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
        setMinimumSectionSize(40);
        setSectionsClickable(true);
    }
    QSize sizeHint() const override { return {0, Theme::current().px(32)}; }

protected:
    QSize sectionSizeFromContents(int section) const override {
        const QFontMetrics metrics(Theme::current().font(12, QFont::Medium));
        const int arrow = isSortIndicatorShown() ? arrowWidth : 0;
        return {metrics.horizontalAdvance(title(section)) + 2 * padding + arrow, sizeHint().height()};
    }
    void paintSection(QPainter* painter, const QRect& rect, int section) const override {
        const Theme& theme = Theme::current();
        painter->save();
        painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.color(Tone::Line));
        const bool sorted = isSortIndicatorShown() && sortIndicatorSection() == section;
        painter->setFont(theme.font(12, QFont::Medium));
        painter->setPen(theme.color(sorted ? Tone::Text : Tone::Secondary));
        QRect place = rect.adjusted(padding, 0, -padding, -1);
        const bool right =
            model()->headerData(section, Qt::Horizontal, Qt::TextAlignmentRole).toInt() & Qt::AlignRight;
        const int width =
            std::min(place.width(), painter->fontMetrics().horizontalAdvance(title(section)) + 1);
        if (sorted) {
            const double x = right ? place.right() - width - 7 : place.left() + width + 8;
            painter->translate(x, rect.center().y());
            if (sortIndicatorOrder() == Qt::AscendingOrder) painter->rotate(180);
            paintGlyph(*painter, {-6, -6, 12, 12}, Glyph::Chevron, Tone::Secondary);
            painter->resetTransform();
        }
        painter->drawText(place,
                          static_cast<int>((right ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter),
                          painter->fontMetrics().elidedText(title(section), Qt::ElideRight, place.width()));
        painter->restore();
    }

private:
    static constexpr int arrowWidth = 6; // beyond the padding, in which most of it stands
    QString title(int section) const { return model()->headerData(section, Qt::Horizontal).toString(); }
};

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

QSize TableDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    const QSize usual = QStyledItemDelegate::sizeHint(option, index);
    if (item.features & QStyleOptionViewItem::HasCheckIndicator) return usual;
    return {cellWidth(item, index), usual.height()};
}

bool TableDelegate::helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option,
                              const QModelIndex& index) {
    const QString text = index.data().toString(), tip = index.data(Qt::ToolTipRole).toString();
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    const bool cut = cellWidth(item, index) > option.rect.width();
    if (!tip.isEmpty() || cut)
        QToolTip::showText(event->globalPos(), tip.isEmpty() ? text : tip, view);
    else
        QToolTip::hideText();
    return true;
}

Table::Table(QWidget* parent) : QTableView(parent) {
    setItemDelegate(new TableDelegate(this));
    setHorizontalHeader(new TableHeader(this));
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
    connect(this, &QTableView::activated, this,
            [this](const QModelIndex& index) { emit rowActivated(index.row()); });
    connect(&Theme::current(), &Theme::changed, this,
            [this] { verticalHeader()->setDefaultSectionSize(Theme::current().px(32)); });
}

void Table::setModel(QAbstractItemModel* shown) {
    QTableView::setModel(shown);
    connect(shown, &QAbstractItemModel::modelReset, this, &Table::fitColumns);
    fitColumns();
}

void Table::setStretchColumn(int column, double least) {
    stretch_ = column;
    least_ = least;
    fitColumns();
}

void Table::fitColumns() {
    if (!model()) return;
    if (model()->columnCount() > mostMeasured) return spreadColumns();
    QHeaderView* header = horizontalHeader();
    header->setResizeContentsPrecision(40);  // rows that are measured
    std::vector<std::pair<int, int>> wanted; // column, width
    std::vector<int> widths;
    int total = 0;
    for (int column = 0; column < model()->columnCount(); ++column) {
        header->setSectionResizeMode(column,
                                     column == stretch_ ? QHeaderView::Stretch : QHeaderView::Interactive);
        if (column == stretch_ || isColumnHidden(column)) continue;
        const int content = std::max(sizeHintForColumn(column), header->sectionSizeHint(column));
        wanted.emplace_back(column, std::clamp(content, 48, 240));
        widths.push_back(wanted.back().second);
        total += widths.back();
    }
    const int stretchWants = std::max(sizeHintForColumn(stretch_), header->sectionSizeHint(stretch_));
    const int stretchKeeps = std::min(static_cast<int>(viewport()->width() * least_), stretchWants);
    const int level = commonWidth(widths, std::max(0, total - (viewport()->width() - stretchKeeps)));
    for (const auto& [column, width] : wanted) header->resizeSection(column, std::min(width, level));
}

void Table::spreadColumns() {
    QHeaderView* header = horizontalHeader();
    header->setSectionResizeMode(QHeaderView::Interactive);
    for (int column = 0; column < model()->columnCount(); ++column)
        header->resizeSection(column, Theme::current().px(column == stretch_ ? stretched : spread));
}

int Table::fixedHeight() const {
    return horizontalHeader()->sizeHint().height() +
           model()->rowCount() * verticalHeader()->defaultSectionSize() + 2;
}

void Table::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) fitColumns();
    if (event->type() == QEvent::StyleChange) // the header gets the new font after the table
        QMetaObject::invokeMethod(this, &Table::fitColumns, Qt::QueuedConnection);
    QTableView::changeEvent(event);
}

void Table::resizeEvent(QResizeEvent* event) {
    QTableView::resizeEvent(event);
    if (event->oldSize().width() != event->size().width()) fitColumns();
}

void Table::selectionChanged(const QItemSelection& selected, const QItemSelection& deselected) {
    QTableView::selectionChanged(selected, deselected);
    if (!selected.isEmpty()) emit rowSelected(selected.indexes().front().row());
}

} // namespace espalier
