#pragma once
// Activation recomputation (Chen et al. 2016, arXiv:1604.06174): of a part of the model only the input is
// kept, and the backward pass computes the part once more. Less memory for about a third more time, and the
// same result.
#include "core/model/layers/Dropout.h"

#include <functional>

namespace espalier {

using Part = std::function<torch::Tensor(const torch::Tensor& x, const Forward& forward)>;

// part(x, forward). anyWeight: one of the part's trainable weights, by which autograd knows that the result
// has a gradient even where x has none. Dropout draws the same masks both times. What `part` refers to must
// live until the backward pass is over.
torch::Tensor recomputed(const torch::Tensor& x, const torch::Tensor& anyWeight, const Forward& forward,
                         Part part);

} // namespace espalier
