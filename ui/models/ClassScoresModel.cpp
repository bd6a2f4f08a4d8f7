#include "ui/models/ClassScoresModel.h"

#include "ui/widgets/Numbers.h"
#include "ui/widgets/Table.h"

namespace espalier {
namespace {

int alignment(int column) {
    return static_cast<int>((column == ClassScoresModel::ClassLabel ? Qt::AlignLeft : Qt::AlignRight) |
                            Qt::AlignVCenter);
}

double share(const ClassScores& scores, int column) {
    if (column == ClassScoresModel::Precision) return scores.precision;
    return column == ClassScoresModel::Recall ? scores.recall : scores.f1;
}

} // namespace

void ClassScoresModel::setScores(std::vector<ClassScores> scores, QStringList labels) {
    beginResetModel();
    scores_ = std::move(scores);
    labels_ = std::move(labels);
    endResetModel();
}

void ClassScoresModel::retranslate() {
    emit headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
}

int ClassScoresModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(scores_.size());
}

int ClassScoresModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ClassScoresModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const ClassScores& scores = scores_[static_cast<std::size_t>(index.row())];
    const int column = index.column();
    if (role == Qt::TextAlignmentRole) return alignment(column);
    if (role != Qt::DisplayRole && role != SortRole) return {};
    if (column == ClassLabel) return labels_.value(index.row());
    if (column == Support)
        return role == SortRole ? QVariant(qint64(scores.support)) : numbers::grouped(scores.support);
    return role == SortRole ? QVariant(share(scores, column)) : numbers::percent(share(scores, column));
}

QVariant ClassScoresModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole) return alignment(section);
    if (role == Qt::ToolTipRole) switch (section) {
        case Precision: return tr("Of the texts that were given this label, how many have it");
        case Recall: return tr("Of the texts that have this label, how many were given it");
        case F1: return tr("Both in one number: their harmonic mean");
        case Support: return tr("How many texts have this label");
        default: return {};
        }
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case ClassLabel: return tr("Label");
    case Precision: return tr("Precision");
    case Recall: return tr("Recall");
    case F1: return tr("F1");
    case Support: return tr("Texts");
    }
    return {};
}

} // namespace espalier
