#pragma once
// What the recipe says of each rung, as numbers by rung: plain, so that the ladder can show them.
#include "core/model/Anatomy.h"
#include "core/train/Recipe.h"

namespace espalier {

// By rung: share of the learning rate. The head and the pooler have all of it, the highest block once
// layer_decay, the next twice, …, the embeddings last; rung_rates win.
std::vector<double> ratesOf(const Anatomy& anatomy, const Recipe& recipe);
// By rung: strength of L2-SP; that of the head is 0.
std::vector<double> l2SpOf(const Anatomy& anatomy, const Recipe& recipe);

// What is frozen with gradual unfreezing when so many rungs are open, counted from the head.
std::vector<std::string> frozenWhileOpen(const Anatomy& anatomy, const Recipe& recipe, std::int64_t open);

} // namespace espalier
