#include "ui/widgets/EntryList.h"

#include "ui/theme/Theme.h"

#include <QKeyEvent>
#include <QPainter>
#include <QStyledItemDelegate>

namespace espalier {
namespace {

enum Roles { KeyRole = Qt::UserRole, DetailRole, AsideRole, PresentRole };

class EntryDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override {
        const Theme& theme = Theme::current();
        return {120, QFontMetrics(theme.font(13)).height() + QFontMetrics(theme.font(12)).height() + 22};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override {
        const Theme& theme = Theme::current();
        const bool usable = option.state & QStyle::State_Enabled;
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        paintGround(*painter, option, index);

        const QRectF place = QRectF(option.rect).adjusted(12, 9, -12, -9);
        const QString aside = index.data(AsideRole).toString();
        painter->setFont(theme.font(12));
        painter->setPen(theme.color(Tone::Faint));
        painter->drawText(place, Qt::AlignTop | Qt::AlignRight, aside);
        const double asideWidth = aside.isEmpty() ? 0 : painter->fontMetrics().horizontalAdvance(aside) + 16;
        painter->setPen(theme.color(usable ? Tone::Secondary : Tone::Faint));
        paintLine(*painter, place, Qt::AlignBottom, index.data(DetailRole).toString());
        painter->setFont(theme.font(13, QFont::DemiBold));
        painter->setPen(theme.color(usable ? Tone::Text : Tone::Faint));
        paintLine(*painter, place.adjusted(0, 0, -asideWidth, 0), Qt::AlignTop, index.data().toString());
        painter->restore();
    }

private:
    static void paintGround(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) {
        const Theme& theme = Theme::current();
        const bool present = index.data(PresentRole).toBool();
        const bool focus = (option.state & QStyle::State_HasFocus) && (option.state & QStyle::State_Selected);
        const bool hover = (option.state & QStyle::State_MouseOver) && (option.state & QStyle::State_Enabled);
        if (!present && !focus && !hover) return;
        painter.setBrush(theme.color(present ? Tone::AccentSoft : Tone::Hover));
        painter.setPen(focus ? QPen(theme.color(Tone::Accent)) : QPen(Qt::NoPen));
        painter.drawRoundedRect(QRectF(option.rect).adjusted(0.5, 1.5, -0.5, -1.5), 7, 7);
    }

    static void paintLine(QPainter& painter, const QRectF& place, Qt::Alignment alignment,
                          const QString& text) {
        painter.drawText(
            place, static_cast<int>(alignment | Qt::AlignLeft),
            painter.fontMetrics().elidedText(text, Qt::ElideMiddle, static_cast<int>(place.width())));
    }
};

} // namespace

EntryList::EntryList(QWidget* parent) : QListWidget(parent) {
    setItemDelegate(new EntryDelegate(this));
    setMouseTracking(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel);
    setUniformItemSizes(true);
    connect(this, &QListWidget::itemClicked, this,
            [this](QListWidgetItem* item) { emit entryChosen(item->data(KeyRole).toString()); });
    connect(&Theme::current(), &Theme::changed, this, [this] { scheduleDelayedItemsLayout(); });
}

void EntryList::setEntries(const std::vector<Entry>& entries) {
    clear();
    for (const Entry& entry : entries) {
        auto* item = new QListWidgetItem(entry.title, this);
        item->setData(KeyRole, entry.key);
        item->setData(DetailRole, entry.detail);
        item->setData(AsideRole, entry.aside);
        item->setData(Qt::AccessibleDescriptionRole, entry.detail);
        item->setToolTip(entry.toolTip);
        if (!entry.usable) item->setFlags(Qt::NoItemFlags);
    }
    markPresent();
}

void EntryList::setPresent(const QString& key) {
    present_ = key;
    markPresent();
}

void EntryList::markPresent() {
    for (int row = 0; row < count(); ++row) {
        const bool present = !present_.isEmpty() && item(row)->data(KeyRole) == present_;
        item(row)->setData(PresentRole, present);
        if (present) setCurrentRow(row);
    }
}

void EntryList::choose(const QString& key) {
    for (int row = 0; row < count(); ++row)
        if (item(row)->data(KeyRole) == key && item(row)->flags().testFlag(Qt::ItemIsEnabled)) {
            emit entryChosen(key);
            return;
        }
}

void EntryList::keyPressEvent(QKeyEvent* event) {
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && currentItem())
        emit entryChosen(currentItem()->data(KeyRole).toString());
    else
        QListWidget::keyPressEvent(event);
}

} // namespace espalier
