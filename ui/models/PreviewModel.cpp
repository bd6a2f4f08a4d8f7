#include "ui/models/PreviewModel.h"

#include "ui/models/CellText.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Table.h"

namespace espalier {

void PreviewModel::setPreview(Preview preview) {
    beginResetModel();
    preview_ = std::move(preview);
    roles_.assign(preview_.columns.size(), ColumnRole::Ignore);
    endResetModel();
}

void PreviewModel::setRoles(std::vector<ColumnRole> roles) {
    roles_ = std::move(roles);
    if (rowCount() > 0 && columnCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

int PreviewModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(preview_.rows.size());
}

int PreviewModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(preview_.columns.size());
}

QVariant PreviewModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const auto column = static_cast<std::size_t>(index.column());
    const std::vector<std::string>& row = preview_.rows[static_cast<std::size_t>(index.row())];
    const ColumnRole use = roles_[column];
    if (role == ChipRole) return use == ColumnRole::Label;
    if (role == ToneRole) return static_cast<int>(use == ColumnRole::Ignore ? Tone::Faint : Tone::Text);
    if (role == Qt::TextAlignmentRole) return static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter);
    if ((role != Qt::DisplayRole && role != Qt::ToolTipRole) || column >= row.size()) return {};
    return role == Qt::DisplayRole ? cellText(row[column]) : tipText(row[column]);
}

QVariant PreviewModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0 || section >= columnCount())
        return {};
    return QString::fromStdString(preview_.columns[static_cast<std::size_t>(section)]);
}

} // namespace espalier
