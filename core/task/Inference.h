#pragma once
// Many texts through a model without gradients: sorted by length, packed, the answer in the order asked.
#include "core/base/Stop.h"
#include "core/model/Model.h"

#include <functional>

namespace espalier {

class FrozenActivations;

// Tokens at once: enough to fill the processor or card, little enough to look at the stop token often.
std::int64_t inferenceTokens(const torch::Device& device);

// [answers, labels] float32 on the CPU, of every encoding as many as Words.h says. Where `frozen` is given,
// the model's frozen rungs are not computed.
torch::Tensor inferLogits(const Model& model, std::span<const Encoding> encodings,
                          torch::ScalarType precision, const StopToken& stop,
                          const std::function<void(double done)>& progress = {},
                          const FrozenActivations* frozen = nullptr);

// Hands on Model::frozenPart of all encodings, the longest first, on the CPU.
void forEachFrozenBatch(const Model& model, std::span<const Encoding> encodings, torch::ScalarType precision,
                        const StopToken& stop, const std::function<void(double done)>& progress,
                        const std::function<void(const torch::Tensor& part)>& take);

} // namespace espalier
