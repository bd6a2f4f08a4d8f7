#pragma once
// A batch without padding: the tokens of all its texts one after the other.
#include "core/data/Targets.h"
#include "core/tokenizer/Tokenizer.h"

namespace espalier {

struct PackedBatch {
    std::vector<std::int64_t> ids;           // [tokens]
    std::vector<std::int64_t> typeIds;       // [tokens]
    std::vector<std::int64_t> positions;     // [tokens], from 0 within each segment
    std::vector<std::int64_t> segmentStarts; // [segments + 1]; segment i is [starts[i], starts[i+1])
    // The tokens that are answered about, where words are asked about and not the segments.
    std::optional<std::vector<std::int64_t>> answering;
    Targets targets; // of the segments, or of `answering`; empty when predicting

    std::int64_t tokens() const { return static_cast<std::int64_t>(ids.size()); }
    std::int64_t segments() const { return static_cast<std::int64_t>(segmentStarts.size()) - 1; }
    std::int64_t longest() const;
};

// The encodings at `order`, packed in that order; targets may be empty.
PackedBatch pack(std::span<const Encoding> encodings, const Targets& targets,
                 std::span<const std::size_t> order);

} // namespace espalier
