#pragma once
// The rungs of a family's model and what they cost, from its config alone.
#include "core/model/Anatomy.h"
#include "core/model/Config.h"

namespace espalier {

Anatomy anatomyOf(const ModelConfig& config, std::int64_t labels);

} // namespace espalier
