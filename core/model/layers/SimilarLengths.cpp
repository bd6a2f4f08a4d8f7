#include "core/model/layers/SimilarLengths.h"

#include <algorithm>
#include <numeric>

namespace espalier {

namespace {

using Segments = std::vector<std::int64_t>;

// Of a part: what is computed for every two tokens and head then stays in the processor's caches.
constexpr std::int64_t mostPairs = 1 << 18;

std::int64_t lengthOf(const TokenBatch& batch, std::int64_t segment) {
    const auto at = static_cast<std::size_t>(segment);
    return batch.segmentStarts[at + 1] - batch.segmentStarts[at];
}

// The longest first; in a part none is shorter than two thirds of the longest.
std::vector<Segments> partsOf(const TokenBatch& batch) {
    Segments order(static_cast<std::size_t>(batch.segments()));
    std::iota(order.begin(), order.end(), std::int64_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](auto a, auto b) { return lengthOf(batch, a) > lengthOf(batch, b); });
    std::vector<Segments> parts;
    std::int64_t longest = 0;
    for (const auto segment : order) {
        const bool fits = !parts.empty() && 3 * lengthOf(batch, segment) >= 2 * longest &&
                          (std::ssize(parts.back()) + 1) * longest * longest <= mostPairs;
        if (!fits) {
            parts.emplace_back();
            longest = lengthOf(batch, segment);
        }
        parts.back().push_back(segment);
    }
    return parts;
}

// int64, where the tokens of these segments stand.
torch::Tensor tokensOf(const TokenBatch& batch, const Segments& segments) {
    std::vector<std::int64_t> tokens;
    for (const auto segment : segments) {
        tokens.resize(tokens.size() + static_cast<std::size_t>(lengthOf(batch, segment)));
        std::iota(tokens.end() - lengthOf(batch, segment), tokens.end(),
                  batch.segmentStarts[static_cast<std::size_t>(segment)]);
    }
    return torch::tensor(tokens, torch::kInt64);
}

// What attention asks of a batch, of these segments alone.
TokenBatch partOf(const TokenBatch& batch, const Segments& segments, const torch::Tensor& tokens) {
    TokenBatch part;
    part.segmentStarts = {0};
    for (const auto segment : segments)
        part.segmentStarts.push_back(part.tokens() + lengthOf(batch, segment));
    part.starts = torch::tensor(part.segmentStarts, torch::kInt64);
    part.positions = batch.positions.index_select(0, tokens);
    part.typeIds = batch.typeIds.index_select(0, tokens);
    part.longest = lengthOf(batch, segments.front());
    return part;
}

} // namespace

torch::Tensor attendBySimilarLength(const torch::Tensor& query, const torch::Tensor& key,
                                    const torch::Tensor& value, const TokenBatch& batch,
                                    const Attend& attend) {
    const auto parts = query.is_cpu() ? partsOf(batch) : std::vector<Segments>();
    if (parts.size() < 2) return attend(query, key, value, batch);
    std::vector<torch::Tensor> places, results;
    for (const auto& segments : parts) {
        const auto& tokens = places.emplace_back(tokensOf(batch, segments));
        results.push_back(attend(query.index_select(0, tokens), key.index_select(0, tokens),
                                 value.index_select(0, tokens), partOf(batch, segments, tokens)));
    }
    const auto found = torch::cat(results);
    return found.new_zeros({value.size(0), found.size(1)}).index_copy(0, torch::cat(places), found);
}

} // namespace espalier
