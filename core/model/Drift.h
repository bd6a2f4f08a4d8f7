#pragma once
// What training has done to a model, rung by rung.
#include "core/model/Model.h"

namespace espalier {

// How far every rung has moved from a checkpoint: the norm of the difference over the norm it had; below 0
// for rungs that began anew. Adapters count as what they add.
std::vector<double> driftOf(const Model& model, const std::filesystem::path& checkpoint);

} // namespace espalier
