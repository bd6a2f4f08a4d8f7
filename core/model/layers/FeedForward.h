#pragma once
// The two layers of a block between which its activation stands.
#include "core/model/layers/Linear.h"

namespace espalier {

// output(activation(inner(x))): [n, dim] → [n, dim]. By our own products in one go: the activation and its
// slope are worked out while the sums are in the cache.
torch::Tensor feedForward(const torch::Tensor& x, const Linear& inner, const std::string& activation,
                          const Linear& output, const Forward& forward);

} // namespace espalier
