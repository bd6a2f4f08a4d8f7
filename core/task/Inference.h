#pragma once
// Many texts through a model without gradients: sorted by length, packed, the answer in the order asked.
#include "core/base/Stop.h"
#include "core/model/Model.h"

#include <functional>

namespace espalier {

// [encodings, labels] float32 on the CPU.
torch::Tensor inferLogits(const Model& model, std::span<const Encoding> encodings,
                          torch::ScalarType precision, const StopToken& stop,
                          const std::function<void(double done)>& progress = {});

} // namespace espalier
