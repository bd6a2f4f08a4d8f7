#pragma once
// The texts of an evaluation that a person wants to see, without their texts: those have to be read.
#include "core/task/Evaluation.h"
#include "ui/charts/ConfusionView.h"
#include "ui/models/ExamplesModel.h"

namespace espalier {

ExamplesModel::Kind kindOf(const Evaluation& evaluation);

// What a selection of labels holds, the most confident first; without one the mistakes: the surest, those
// with the most wrong labels, or those farthest off.
std::vector<JudgedText> judgedBehind(const Evaluation& evaluation, const ConfusionSelection& selection,
                                     const QStringList& labels);

} // namespace espalier
