#pragma once
// What closes a post-norm block's halves: LayerNorm(dropout(x) + residual).
#include "core/model/layers/Dropout.h"
#include "core/model/layers/Linear.h"

namespace espalier {

// x, residual: [tokens, dim], residual may be undefined → [tokens, dim] in x's type. One pass of our kernel
// on the CPU, LibTorch's operations elsewhere.
torch::Tensor residualNorm(const torch::Tensor& x, const torch::Tensor& residual, const LayerNorm& norm,
                           double dropoutP, const Forward& forward);

} // namespace espalier
