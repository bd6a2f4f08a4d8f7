#include "ui/models/RefusedModel.h"

#include "ui/jobs/Words.h"
#include "ui/models/CellText.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Numbers.h"
#include "ui/widgets/Table.h"

namespace espalier {

void RefusedModel::setRows(std::vector<RefusedRow> rows) {
    beginResetModel();
    rows_ = std::move(rows);
    endResetModel();
}

void RefusedModel::retranslate() {
    emit headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    if (!rows_.empty()) emit dataChanged(index(0, Reason), index(rowCount() - 1, Reason));
}

int RefusedModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int RefusedModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RefusedModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const RefusedRow& row = rows_[static_cast<std::size_t>(index.row())];
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>((index.column() == Line ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == ToneRole) return static_cast<int>(index.column() == Reason ? Tone::Warning : Tone::Secondary);
    if (role != Qt::DisplayRole) return {};
    switch (index.column()) {
    case Line: return numbers::grouped(row.line);
    case Reason: return words(row.reason);
    case Found: return cellText(row.text);
    }
    return {};
}

QVariant RefusedModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>((section == Line ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case Line: return tr("Line");
    case Reason: return tr("Why");
    case Found: return tr("What the line holds");
    }
    return {};
}

} // namespace espalier
