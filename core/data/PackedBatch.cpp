#include "core/data/PackedBatch.h"

#include <algorithm>

namespace espalier {

std::int64_t PackedBatch::longest() const {
    std::int64_t length = 0;
    for (std::size_t i = 1; i < segmentStarts.size(); ++i)
        length = std::max(length, segmentStarts[i] - segmentStarts[i - 1]);
    return length;
}

PackedBatch pack(std::span<const Encoding> encodings, const Targets& targets,
                 std::span<const std::size_t> order) {
    PackedBatch batch;
    batch.segmentStarts.push_back(0);
    batch.targets.width = targets.width;
    for (const std::size_t index : order) {
        const Encoding& encoding = encodings[index];
        batch.ids.insert(batch.ids.end(), encoding.ids.begin(), encoding.ids.end());
        batch.typeIds.insert(batch.typeIds.end(), encoding.typeIds.begin(), encoding.typeIds.end());
        if (encoding.words) {
            if (!batch.answering) batch.answering.emplace();
            for (const auto token : *encoding.words)
                if (token >= 0) batch.answering->push_back(batch.segmentStarts.back() + token);
        }
        for (std::size_t i = 0; i < encoding.ids.size(); ++i)
            batch.positions.push_back(static_cast<std::int64_t>(i));
        batch.segmentStarts.push_back(batch.tokens());
        if (targets.empty()) continue;
        const auto asked = targets.of(index);
        batch.targets.values.insert(batch.targets.values.end(), asked.begin(), asked.end());
    }
    return batch;
}

} // namespace espalier
