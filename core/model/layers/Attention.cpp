#include "core/model/layers/Attention.h"

#include "core/model/layers/CpuKernels.h"

#include <cmath>

namespace espalier {

torch::Tensor attention(const torch::Tensor& query, const torch::Tensor& key, const torch::Tensor& value,
                        const TokenBatch& batch, std::int64_t heads, double dropoutP,
                        const Forward& forward) {
    if (!hasKernels(query))
        return variableLengthAgrees(query, heads)
                   ? variableLengthAttention(query, key, value, batch, heads, dropoutP, forward)
                   : paddedAttention(query, key, value, batch, heads, dropoutP, forward);
    const double p = forward.training ? dropoutP : 0;
    const auto seed = p > 0 ? drawSeed(forward) : 0;
    std::vector<std::int64_t> onePerSegment;
    if (query.size(0) != key.size(0)) {
        onePerSegment.resize(batch.segmentStarts.size());
        std::iota(onePerSegment.begin(), onePerSegment.end(), 0);
    }
    return packedAttention(query, key, value, onePerSegment.empty() ? batch.segmentStarts : onePerSegment,
                           batch.segmentStarts, heads, p, seed);
}

torch::Tensor paddedAttention(const torch::Tensor& query, const torch::Tensor& key,
                              const torch::Tensor& value, const TokenBatch& batch, std::int64_t heads,
                              double dropoutP, const Forward& forward) {
    const auto segments = batch.segments(), longest = batch.longest, size = query.size(1) / heads;
    const auto lengths = batch.starts.diff();
    // place[token] = row of the padded copy
    const auto segmentOf = torch::repeat_interleave(torch::arange(segments, lengths.options()), lengths);
    const auto place = segmentOf * longest + batch.positions.slice(0, 0, batch.tokens());
    const auto pad = [&](const torch::Tensor& x) { // [tokens, dim] → [segments, heads, longest, size]
        return x.new_zeros({segments * longest, x.size(1)})
            .index_copy(0, place, x.slice(0, 0, batch.tokens()))
            .view({segments, longest, heads, size})
            .transpose(1, 2);
    };
    const auto outside = torch::arange(longest, lengths.options()).unsqueeze(0) >= lengths.unsqueeze(1);
    auto scores = torch::matmul(pad(query), pad(key).transpose(-1, -2)).to(torch::kFloat32) /
                  std::sqrt(static_cast<double>(size));
    scores =
        scores.masked_fill(outside.view({segments, 1, 1, longest}), -std::numeric_limits<float>::infinity());
    const auto weights = dropout(torch::softmax(scores, -1), dropoutP, forward).to(value.scalar_type());
    const auto mixed = torch::matmul(weights, pad(value))
                           .transpose(1, 2)
                           .reshape({segments * longest, heads * size})
                           .index_select(0, place);
    return torch::constant_pad_nd(mixed, {0, 0, 0, query.size(0) - batch.tokens()});
}

} // namespace espalier
