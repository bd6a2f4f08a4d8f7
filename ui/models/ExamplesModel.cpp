#include "ui/models/ExamplesModel.h"

#include "ui/models/CellText.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Numbers.h"
#include "ui/widgets/Table.h"

namespace espalier {
namespace {

int alignment(int column) {
    return static_cast<int>((column == ExamplesModel::Confidence ? Qt::AlignRight : Qt::AlignLeft) |
                            Qt::AlignVCenter);
}

} // namespace

void ExamplesModel::setExamples(std::vector<JudgedText> examples, QStringList labels) {
    beginResetModel();
    examples_ = std::move(examples);
    labels_ = std::move(labels);
    endResetModel();
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

QVariant ExamplesModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const JudgedText& example = examples_[static_cast<std::size_t>(index.row())];
    const Prediction& prediction = example.prediction;
    const bool wrong = prediction.actual != prediction.predicted;
    if (role == Qt::TextAlignmentRole) return alignment(index.column());
    if (role == Qt::ToolTipRole && index.column() == Text) return tipText(example.text);
    if (role == ToneRole && index.column() == Predicted)
        return static_cast<int>(wrong ? Tone::Wrong : Tone::Accent);
    if (role == ToneRole && index.column() == Actual) return static_cast<int>(Tone::Secondary);
    if (role != Qt::DisplayRole && role != SortRole) return {};
    switch (index.column()) {
    case Text: return cellText(example.text);
    case Actual: return labels_.value(prediction.actual);
    case Predicted: return labels_.value(prediction.predicted);
    case Confidence:
        return role == SortRole ? QVariant(prediction.confidence)
                                : numbers::percent(prediction.confidence, 0);
    }
    return {};
}

QVariant ExamplesModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole) return alignment(section);
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case Text: return tr("Text");
    case Actual: return tr("Actual");
    case Predicted: return tr("Predicted");
    case Confidence: return tr("Sure");
    }
    return {};
}

} // namespace espalier
