#pragma once
// Between safetensors entries and torch tensors.
#include "core/tensorio/Safetensors.h"

#include <torch/torch.h>

namespace espalier {

torch::ScalarType scalarType(ElementType type);
torch::Tensor toTensor(const TensorEntry& entry); // a copy, in the entry's own type
// The tensor must be contiguous and on the CPU, and outlive the entry.
TensorEntry toEntry(const torch::Tensor& tensor);

} // namespace espalier
