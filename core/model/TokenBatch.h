#pragma once
// A PackedBatch as tensors on a device. On the CPU it is filled up to a multiple of 16 tokens, which belong
// to no segment and get no gradient: oneDNN compiles and keeps a kernel for every number of rows that it
// meets.
#include "core/data/PackedBatch.h"

#include <torch/torch.h>

namespace espalier {

struct TokenBatch {
    torch::Tensor ids, typeIds, positions; // int64 [tokens]
    torch::Tensor starts;                  // int64 [segments + 1], on the device
    torch::Tensor answering; // int64, the tokens that are answered about; undefined: the segments are
    torch::Tensor targets;   // float64 [segments or answering] or, if wider, [segments, width]; or undefined
    std::vector<std::int64_t> segmentStarts; // the same as starts, on the host
    std::int64_t longest = 0;

    std::int64_t tokens() const { return segmentStarts.back(); } // without those filled up
    std::int64_t segments() const { return static_cast<std::int64_t>(segmentStarts.size()) - 1; }
};

TokenBatch toDevice(const PackedBatch& batch, const torch::Device& device);

} // namespace espalier
