#pragma once
#include "core/model/TokenBatch.h"

namespace espalier::test {

// Texts of so many tokens each, all of the same word, and `filler` tokens behind the last, as batches have
// them.
inline TokenBatch textsOf(const std::vector<std::int64_t>& lengths, std::int64_t filler = 0) {
    PackedBatch packed;
    packed.segmentStarts = {0};
    for (const auto length : lengths) {
        for (std::int64_t i = 0; i < length; ++i) packed.positions.push_back(i);
        packed.segmentStarts.push_back(packed.segmentStarts.back() + length);
    }
    packed.positions.resize(packed.positions.size() + static_cast<std::size_t>(filler));
    packed.ids.assign(packed.positions.size(), 0);
    packed.typeIds = packed.ids;
    return toDevice(packed, torch::kCPU);
}

} // namespace espalier::test
