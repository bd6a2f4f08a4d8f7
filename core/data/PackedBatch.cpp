#include "core/data/PackedBatch.h"

#include <algorithm>

namespace espalier {

std::int64_t PackedBatch::longest() const {
    std::int64_t length = 0;
    for (std::size_t i = 1; i < segmentStarts.size(); ++i)
        length = std::max(length, segmentStarts[i] - segmentStarts[i - 1]);
    return length;
}

PackedBatch pack(std::span<const Encoding> encodings, std::span<const std::int64_t> targets,
                 std::span<const std::size_t> order) {
    PackedBatch batch;
    batch.segmentStarts.push_back(0);
    for (const std::size_t index : order) {
        const Encoding& encoding = encodings[index];
        batch.ids.insert(batch.ids.end(), encoding.ids.begin(), encoding.ids.end());
        batch.typeIds.insert(batch.typeIds.end(), encoding.typeIds.begin(), encoding.typeIds.end());
        for (std::size_t i = 0; i < encoding.ids.size(); ++i)
            batch.positions.push_back(static_cast<std::int64_t>(i));
        batch.segmentStarts.push_back(batch.tokens());
        if (!targets.empty()) batch.targets.push_back(targets[index]);
    }
    return batch;
}

} // namespace espalier
