#pragma once
// What the recipe says of each rung, as settings of each parameter.
#include "core/model/Checkpoint.h"
#include "core/train/ByRung.h"
#include "core/train/optimizers/Optimizer.h"

namespace espalier {

// What its model begins with.
ModelChanges changesOf(const Recipe& recipe);

// Freezes, adapts and thaws as the recipe says, but for gradual unfreezing. Throws Error(Usage) for rungs
// that the model doesn't have and settings that contradict it.
void prepareModel(Model& model, const Recipe& recipe);

// The parameters that train, with their settings.
std::vector<Trained> trainedOf(const Model& model, const Recipe& recipe);

} // namespace espalier
