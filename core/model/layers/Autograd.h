#pragma once
// What our functions with a backward pass of their own share.
#include <torch/torch.h>

#include <optional>

namespace espalier {

using torch::autograd::AutogradContext;
using torch::autograd::Variable;
using torch::autograd::variable_list;

// As autograd's functions take what may be absent.
inline std::optional<torch::Tensor> ifDefined(const torch::Tensor& tensor) {
    return tensor.defined() ? std::optional(tensor) : std::nullopt;
}

} // namespace espalier
