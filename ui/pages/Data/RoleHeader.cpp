#include "ui/pages/Data/RoleHeader.h"

#include "ui/theme/Theme.h"
#include "ui/widgets/Choice.h"

#include <QPainter>

#include <algorithm>
#include <array>

namespace espalier {
namespace {

constexpr int margin = 8;

// In the order of the drop-down.
constexpr std::array order = {ColumnRole::Text,  ColumnRole::SecondText, ColumnRole::Label, ColumnRole::Group,
                              ColumnRole::Split, ColumnRole::Weight,     ColumnRole::Ignore};

QString titleOf(ColumnRole role) {
    switch (role) {
    case ColumnRole::Text: return RoleHeader::tr("Text");
    case ColumnRole::SecondText: return RoleHeader::tr("Second text");
    case ColumnRole::Label: return RoleHeader::tr("Label");
    case ColumnRole::Group: return RoleHeader::tr("Group");
    case ColumnRole::Split: return RoleHeader::tr("Part");
    case ColumnRole::Weight: return RoleHeader::tr("Weight");
    case ColumnRole::Ignore: return RoleHeader::tr("Ignore");
    }
    return {};
}

QString meaningOf(ColumnRole role) {
    switch (role) {
    case ColumnRole::Text: return RoleHeader::tr("What the model reads");
    case ColumnRole::SecondText: return RoleHeader::tr("A second text that is read together with the first");
    case ColumnRole::Label: return RoleHeader::tr("What the model learns to say");
    case ColumnRole::Group:
        return RoleHeader::tr("Rows of one group stay in one part: a patient, a customer, a document");
    case ColumnRole::Split: return RoleHeader::tr("Says of each row whether it is for training or testing");
    case ColumnRole::Weight:
        return RoleHeader::tr(
            "How often a row is drawn, where sampling goes by weight: a number of 0 or more");
    case ColumnRole::Ignore: return RoleHeader::tr("Not used");
    }
    return {};
}

} // namespace

RoleHeader::RoleHeader(QWidget* parent) : QHeaderView(Qt::Horizontal, parent) {
    setSectionsClickable(false);
    setHighlightSections(false);
    later_.setSingleShot(true);
    connect(&later_, &QTimer::timeout, this, &RoleHeader::place);
    connect(this, &QHeaderView::sectionResized, &later_, qOverload<>(&QTimer::start));
}

void RoleHeader::setRoles(const std::vector<ColumnRole>& roles) {
    roles_ = roles;
    for (const auto& [column, choice] : choices_) choice->deleteLater();
    choices_.clear();
    place();
}

void RoleHeader::setRole(int column, ColumnRole role) {
    if (role != ColumnRole::Ignore) std::replace(roles_.begin(), roles_.end(), role, ColumnRole::Ignore);
    roles_[static_cast<std::size_t>(column)] = role;
    for (const auto& [shown, choice] : choices_) showRole(shown, choice);
    emit rolesChanged();
}

int RoleHeader::columnOf(ColumnRole role) const {
    const auto found = std::find(roles_.begin(), roles_.end(), role);
    return found == roles_.end() ? -1 : static_cast<int>(found - roles_.begin());
}

Choice* RoleHeader::choiceOf(int column) {
    const auto after = choices_.lower_bound(column);
    if (after != choices_.end() && after->first == column) return after->second;
    auto* choice = new Choice(viewport());
    choice->setObjectName(QStringLiteral("role-%1").arg(column));
    for (const ColumnRole role : order) choice->addItem(QString(), static_cast<int>(role));
    connect(choice, &QComboBox::activated, this, [this, column, choice] {
        setRole(column, static_cast<ColumnRole>(choice->currentData().toInt()));
    });
    choice->installEventFilter(this);
    if (after != choices_.begin()) setTabOrder(std::prev(after)->second, choice);
    choices_.emplace_hint(after, column, choice);
    nameRoles(column, choice);
    return choice;
}

void RoleHeader::nameRoles(int column, Choice* choice) const {
    for (int i = 0; i < choice->count(); ++i) {
        const auto role = static_cast<ColumnRole>(choice->itemData(i).toInt());
        choice->setItemText(i, titleOf(role));
        choice->setItemData(i, meaningOf(role), Qt::ToolTipRole);
    }
    const QString name = model() ? model()->headerData(column, Qt::Horizontal).toString() : QString();
    choice->setAccessibleName(tr("What the column %1 is for").arg(name));
    showRole(column, choice);
}

void RoleHeader::showRole(int column, Choice* choice) const {
    const ColumnRole role = roles_[static_cast<std::size_t>(column)];
    choice->setCurrentIndex(choice->findData(static_cast<int>(role)));
    choice->setToolTip(meaningOf(role));
}

void RoleHeader::retranslate() {
    for (const auto& [column, choice] : choices_) nameRoles(column, choice);
}

bool RoleHeader::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::FocusIn)
        for (const auto& [column, choice] : choices_)
            if (choice == watched) emit columnReached(column);
    return QHeaderView::eventFilter(watched, event);
}

int RoleHeader::nameHeight() const {
    return QFontMetrics(Theme::current().font(12)).height() + 10;
}

// They all hold the same words.
QSize RoleHeader::choiceSize() const {
    return choices_.empty() ? QSize(0, 32) : choices_.begin()->second->sizeHint();
}

QSize RoleHeader::sizeHint() const {
    return {QHeaderView::sizeHint().width(), nameHeight() + choiceSize().height() + margin};
}

QSize RoleHeader::sectionSizeFromContents(int section) const {
    const QString name = model()->headerData(section, Qt::Horizontal).toString();
    const int words = QFontMetrics(Theme::current().font(12)).horizontalAdvance(name) + 2 * margin;
    return {std::max(words, choiceSize().width() + 2 * margin), sizeHint().height()};
}

void RoleHeader::updateGeometries() {
    QHeaderView::updateGeometries();
    place();
}

void RoleHeader::place() {
    const int all = std::min(count(), static_cast<int>(roles_.size()));
    if (all == 0) return;
    const int left = visualIndexAt(0), right = visualIndexAt(std::max(0, viewport()->width() - 1));
    // One more on either side, so that Tab goes on beyond the edge.
    const int first = std::max(0, left - 1), last = std::min(all, right < 0 ? all : right + 2);
    for (int column = first; column < last; ++column) choiceOf(column);
    const QSize size = choiceSize();
    for (const auto& [column, choice] : choices_) {
        const bool inView = column >= first && column < last;
        choice->setVisible(inView || choice->hasFocus()); // hidden it would hand the focus on
        choice->setGeometry(sectionViewportPosition(column) + margin, nameHeight(),
                            std::min(size.width(), sectionSize(column) - 2 * margin), size.height());
    }
}

void RoleHeader::paintSection(QPainter* painter, const QRect& rect, int section) const {
    const Theme& theme = Theme::current();
    const QRect name(rect.left() + margin, rect.top(), rect.width() - 2 * margin, nameHeight());
    painter->setFont(theme.font(12, QFont::Medium));
    painter->setPen(theme.color(Tone::Secondary));
    painter->drawText(
        name, static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter),
        painter->fontMetrics().elidedText(model()->headerData(section, Qt::Horizontal).toString(),
                                          Qt::ElideMiddle, name.width()));
    painter->setPen(theme.color(Tone::Line));
    painter->drawLine(rect.bottomLeft(), rect.bottomRight());
}

} // namespace espalier
