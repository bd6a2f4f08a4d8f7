#include "ui/models/ExamplesModel.h"

#include "ui/models/CellText.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Numbers.h"
#include "ui/widgets/Table.h"

namespace espalier {

void ExamplesModel::setExamples(std::vector<JudgedText> examples, Kind kind) {
    beginResetModel();
    examples_ = std::move(examples);
    kind_ = kind;
    endResetModel();
    emit headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
}

void ExamplesModel::retranslate() {
    emit headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
}

int ExamplesModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(examples_.size());
}

int ExamplesModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

bool ExamplesModel::isNumber(int column) const {
    return column == Sure || (kind_ == Kind::Numbers && column != Text);
}

QVariant ExamplesModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const JudgedText& example = examples_[static_cast<std::size_t>(index.row())];
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>((isNumber(index.column()) ? Qt::AlignRight : Qt::AlignLeft) |
                                Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && index.column() == Text) return tipText(example.text);
    if (role == Qt::ToolTipRole && kind_ == Kind::LabelSets && index.column() == Actual)
        return example.actual;
    if (role == Qt::ToolTipRole && kind_ == Kind::LabelSets && index.column() == Predicted)
        return example.predicted;
    if (role == ToneRole && index.column() == Predicted)
        return static_cast<int>(example.wrong ? Tone::Wrong : Tone::Accent);
    if (role == ToneRole && index.column() == Actual) return static_cast<int>(Tone::Secondary);
    if (role != Qt::DisplayRole && role != SortRole) return {};
    switch (index.column()) {
    case Text: return cellText(example.text);
    case Actual: return example.actual;
    case Predicted: return example.predicted;
    case Sure:
        if (role == SortRole) return example.sure;
        return kind_ == Kind::Numbers ? numbers::decimal(example.sure, 2) : numbers::percent(example.sure, 0);
    }
    return {};
}

QVariant ExamplesModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>((isNumber(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    const bool sets = kind_ == Kind::LabelSets;
    switch (section) {
    case Text: return tr("Text");
    case Actual: return sets ? tr("Missed") : tr("Actual");
    case Predicted: return sets ? tr("Wrongly given") : tr("Predicted");
    case Sure: return kind_ == Kind::Numbers ? tr("Off by") : tr("Sure");
    }
    return {};
}

} // namespace espalier
