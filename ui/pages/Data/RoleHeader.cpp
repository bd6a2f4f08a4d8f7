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
constexpr std::array order = {ColumnRole::Text,  ColumnRole::SecondText, ColumnRole::Label,
                              ColumnRole::Group, ColumnRole::Split,      ColumnRole::Ignore};

QString titleOf(ColumnRole role) {
    switch (role) {
    case ColumnRole::Text: return RoleHeader::tr("Text");
    case ColumnRole::SecondText: return RoleHeader::tr("Second text");
    case ColumnRole::Label: return RoleHeader::tr("Label");
    case ColumnRole::Group: return RoleHeader::tr("Group");
    case ColumnRole::Split: return RoleHeader::tr("Part");
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
    case ColumnRole::Ignore: return RoleHeader::tr("Not used");
    }
    return {};
}

} // namespace

RoleHeader::RoleHeader(QWidget* parent) : QHeaderView(Qt::Horizontal, parent) {
    setSectionsClickable(false);
    setHighlightSections(false);
    connect(this, &QHeaderView::sectionResized, this, &RoleHeader::place);
}

void RoleHeader::setRoles(const std::vector<ColumnRole>& roles) {
    roles_ = roles;
    for (Choice* choice : choices_) choice->deleteLater();
    choices_.clear();
    for (int column = 0; column < static_cast<int>(roles_.size()); ++column) {
        auto* choice = new Choice(viewport());
        choice->setObjectName(QStringLiteral("role-%1").arg(column));
        for (const ColumnRole role : order) choice->addItem(QString(), static_cast<int>(role));
        connect(choice, &QComboBox::activated, this, [this, column, choice] {
            setRole(column, static_cast<ColumnRole>(choice->currentData().toInt()));
        });
        choices_.push_back(choice);
        choice->show();
    }
    retranslate();
    place();
}

void RoleHeader::setRole(int column, ColumnRole role) {
    if (role != ColumnRole::Ignore) std::replace(roles_.begin(), roles_.end(), role, ColumnRole::Ignore);
    roles_[static_cast<std::size_t>(column)] = role;
    for (int i = 0; i < static_cast<int>(roles_.size()); ++i) show(i);
    emit rolesChanged();
}

int RoleHeader::columnOf(ColumnRole role) const {
    const auto found = std::find(roles_.begin(), roles_.end(), role);
    return found == roles_.end() ? -1 : static_cast<int>(found - roles_.begin());
}

void RoleHeader::show(int column) {
    const auto i = static_cast<std::size_t>(column);
    choices_[i]->setCurrentIndex(choices_[i]->findData(static_cast<int>(roles_[i])));
    choices_[i]->setToolTip(meaningOf(roles_[i]));
}

void RoleHeader::retranslate() {
    for (int column = 0; column < static_cast<int>(choices_.size()); ++column) {
        Choice* choice = choices_[static_cast<std::size_t>(column)];
        for (int i = 0; i < choice->count(); ++i) {
            const auto role = static_cast<ColumnRole>(choice->itemData(i).toInt());
            choice->setItemText(i, titleOf(role));
            choice->setItemData(i, meaningOf(role), Qt::ToolTipRole);
        }
        const QString name = model() ? model()->headerData(column, Qt::Horizontal).toString() : QString();
        choice->setAccessibleName(tr("What the column %1 is for").arg(name));
        show(column);
    }
}

int RoleHeader::nameHeight() const {
    return QFontMetrics(Theme::current().font(12)).height() + 10;
}

QSize RoleHeader::sizeHint() const {
    const int choice = choices_.empty() ? 32 : choices_.front()->sizeHint().height();
    return {QHeaderView::sizeHint().width(), nameHeight() + choice + margin};
}

QSize RoleHeader::sectionSizeFromContents(int section) const {
    const QString name = model()->headerData(section, Qt::Horizontal).toString();
    const int words = QFontMetrics(Theme::current().font(12)).horizontalAdvance(name) + 2 * margin;
    const int choice =
        choices_.empty() ? 0 : choices_[static_cast<std::size_t>(section)]->sizeHint().width() + 2 * margin;
    return {std::max(words, choice), sizeHint().height()};
}

void RoleHeader::updateGeometries() {
    QHeaderView::updateGeometries();
    place();
}

void RoleHeader::place() {
    for (int column = 0; column < std::min(count(), static_cast<int>(choices_.size())); ++column) {
        Choice* choice = choices_[static_cast<std::size_t>(column)];
        const QSize size = choice->sizeHint();
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
