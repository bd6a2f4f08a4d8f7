#pragma once
// What the recipe says of each rung, as settings of each parameter.
#include "core/model/Model.h"
#include "core/train/Recipe.h"
#include "core/train/optimizers/Optimizer.h"

namespace espalier {

// Freezes, adapts and thaws as the recipe says, but for gradual unfreezing. Throws Error(Usage) for rungs
// that the model doesn't have and settings that contradict it.
void prepareModel(Model& model, const Recipe& recipe);

// By rung: share of the learning rate. The head and the pooler have all of it, the highest block once
// layer_decay, the next twice, …, the embeddings last; rung_rates win.
std::vector<double> ratesOf(const Anatomy& anatomy, const Recipe& recipe);
// By rung: strength of L2-SP; that of the head is 0.
std::vector<double> l2SpOf(const Anatomy& anatomy, const Recipe& recipe);

// The parameters that train, with their settings.
std::vector<Trained> trainedOf(const Model& model, const Recipe& recipe);

// What is frozen with gradual unfreezing when so many rungs are open, counted from the head.
std::vector<std::string> frozenWhileOpen(const Anatomy& anatomy, const Recipe& recipe, std::int64_t open);

} // namespace espalier
