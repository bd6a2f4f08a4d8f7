#pragma once
// How much a text of each label counts.
#include "core/train/Recipe.h"

#include <span>

namespace espalier {

// By class, mean 1; empty where all count the same. targets: class indexes of the training texts. Throws
// Error(Usage) for a weight by hand of a label that is not there.
std::vector<double> classWeightsOf(const Recipe& recipe, std::span<const std::int64_t> targets);

} // namespace espalier
