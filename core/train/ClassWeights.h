#pragma once
// How much a text of each label counts.
#include "core/data/Targets.h"
#include "core/train/Recipe.h"

namespace espalier {

// By class, mean 1; empty where all count the same, as for tasks that are not one label a text. targets: of
// the training texts. Throws Error(Usage) for a weight by hand of a label that is not there.
std::vector<double> classWeightsOf(const Recipe& recipe, const Targets& targets);

} // namespace espalier
