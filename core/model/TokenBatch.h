#pragma once
// A PackedBatch as tensors on a device.
#include "core/data/PackedBatch.h"

#include <torch/torch.h>

namespace espalier {

struct TokenBatch {
    torch::Tensor ids, typeIds, positions;   // int64 [tokens]
    torch::Tensor starts;                    // int64 [segments + 1], on the device
    torch::Tensor targets;                   // int64 [segments], or undefined
    std::vector<std::int64_t> segmentStarts; // the same as starts, on the host
    std::int64_t longest = 0;

    std::int64_t segments() const { return static_cast<std::int64_t>(segmentStarts.size()) - 1; }
};

TokenBatch toDevice(const PackedBatch& batch, const torch::Device& device);

} // namespace espalier
