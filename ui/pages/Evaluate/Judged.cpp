#include "ui/pages/Evaluate/Judged.h"

#include <algorithm>
#include <cmath>

namespace espalier {
namespace {

QString named(const std::vector<std::int32_t>& indexes, const QStringList& labels) {
    QStringList names;
    for (const auto index : indexes) names << labels.value(index);
    return names.join(QStringLiteral(", "));
}

bool holds(const std::vector<std::int32_t>& indexes, std::int64_t label) {
    return std::find(indexes.begin(), indexes.end(), label) != indexes.end();
}

std::vector<JudgedText> ofLabels(const Evaluation& evaluation, const ConfusionSelection& selection,
                                 const QStringList& labels) {
    std::vector<JudgedText> found;
    for (const Prediction& p : evaluation.predictions) {
        const bool wrong = p.actual != p.predicted;
        if (selection.empty() && !wrong) continue;
        if (selection.actual && p.actual != *selection.actual) continue;
        if (selection.predicted && p.predicted != *selection.predicted) continue;
        found.push_back({p.row, labels.value(p.actual), labels.value(p.predicted), wrong, p.confidence});
    }
    return found;
}

// A selected label is one that was missed or wrongly given.
std::vector<JudgedText> ofLabelSets(const Evaluation& evaluation, const ConfusionSelection& selection,
                                    const QStringList& labels) {
    std::vector<JudgedText> found;
    for (const LabelSetPrediction& p : evaluation.labelSets) {
        if (p.missed.empty() && p.wrong.empty()) continue;
        if (selection.actual && !holds(p.missed, *selection.actual) && !holds(p.wrong, *selection.actual))
            continue;
        found.push_back({p.row, named(p.missed, labels), named(p.wrong, labels), true,
                         static_cast<double>(p.missed.size() + p.wrong.size())});
    }
    return found;
}

std::vector<JudgedText> ofNumbers(const Evaluation& evaluation) {
    std::vector<JudgedText> found;
    for (const NumberPrediction& p : evaluation.numbers)
        found.push_back({p.row, QString::number(p.actual, 'g', 4), QString::number(p.predicted, 'g', 4), true,
                         std::abs(p.predicted - p.actual)});
    return found;
}

} // namespace

ExamplesModel::Kind kindOf(const Evaluation& evaluation) {
    if (!evaluation.labelSets.empty()) return ExamplesModel::Kind::LabelSets;
    return evaluation.numbers.empty() ? ExamplesModel::Kind::Labels : ExamplesModel::Kind::Numbers;
}

std::vector<JudgedText> judgedBehind(const Evaluation& evaluation, const ConfusionSelection& selection,
                                     const QStringList& labels) {
    const auto kind = kindOf(evaluation);
    auto found = kind == ExamplesModel::Kind::LabelSets ? ofLabelSets(evaluation, selection, labels)
                 : kind == ExamplesModel::Kind::Numbers ? ofNumbers(evaluation)
                                                        : ofLabels(evaluation, selection, labels);
    std::stable_sort(found.begin(), found.end(),
                     [](const JudgedText& a, const JudgedText& b) { return a.sure > b.sure; });
    return found;
}

} // namespace espalier
