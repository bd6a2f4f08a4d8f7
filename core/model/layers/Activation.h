#pragma once
// The activations that checkpoints name in their config.json.
#include "core/base/Json.h"
#include "core/model/kernels/Kernels.h"

#include <torch/torch.h>

namespace espalier {

// gelu, gelu_new, relu, silu or swish, tanh; "" and "linear" for none.
torch::Tensor activated(const torch::Tensor& x, const std::string& activation);

// As the kernels know it; None where they don't.
kernel::Activation kernelActivation(const std::string& activation);

// Throws Error(Format) for one that is not known.
void checkActivation(const std::string& activation, const char* key, const std::string& origin);

} // namespace espalier
