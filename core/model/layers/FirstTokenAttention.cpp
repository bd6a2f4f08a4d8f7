#include "core/model/layers/FirstTokenAttention.h"

#include "core/model/layers/CpuKernels.h"

namespace espalier {

namespace {

struct Heads {
    torch::Tensor matrix; // [heads, headSize, dim]
    torch::Tensor bias;   // [heads, headSize, 1]
};

Heads headsOf(const Linear& layer, std::int64_t heads, torch::ScalarType type) {
    const auto matrix = layer.matrix().to(type);
    const auto size = matrix.size(0) / heads;
    const auto bias = layer.bias().defined() ? layer.bias().to(type) : matrix.new_zeros({heads * size});
    return {matrix.view({heads, size, matrix.size(1)}), bias.view({heads, size, 1})};
}

} // namespace

bool firstTokenAttentionFits(const torch::Tensor& all, const Linear& key, const Linear& value,
                             const AttentionSettings& settings) {
    return hasKernels(all) && !key.hasAdapter() && !value.hasAdapter() && !settings.causal &&
           settings.reach == 0 && !settings.bias.defined() && !settings.distances.defined();
}

torch::Tensor firstTokenAttention(const torch::Tensor& query, const torch::Tensor& all, const Linear& key,
                                  const Linear& value, const TokenBatch& batch,
                                  const AttentionSettings& settings, const Forward& forward) {
    const auto segments = query.size(0), heads = settings.heads, size = query.size(1) / heads;
    const auto dim = all.size(1), wide = dim + 1;
    const auto keys = headsOf(key, heads, all.scalar_type()),
               values = headsOf(value, heads, all.scalar_type());
    // A column of ones takes the biases along.
    const auto x = torch::cat({all, all.new_ones({all.size(0), 1})}, 1);
    const auto q = query.view({segments, heads, size}).transpose(0, 1);
    const auto asked = torch::cat({torch::bmm(q, keys.matrix), torch::bmm(q, keys.bias)}, 2);
    // To the kernel a text's heads are queries of a single head.
    std::vector<std::int64_t> queryStarts(batch.segmentStarts.size());
    for (std::size_t i = 0; i < queryStarts.size(); ++i)
        queryStarts[i] = static_cast<std::int64_t>(i) * heads;
    AttentionSettings own;
    own.scale = settings.scaleOf(size);
    own.dropout = forward.training ? settings.dropout : 0;
    const auto mixed =
        packedAttention(asked.transpose(0, 1).reshape({segments * heads, wide}), x, x, queryStarts,
                        batch.segmentStarts, own, own.dropout > 0 ? drawSeed(forward) : 0)
            .view({segments, heads, wide})
            .transpose(0, 1);
    const auto mix = torch::bmm(mixed.narrow(2, 0, dim), values.matrix.transpose(1, 2)) +
                     torch::bmm(mixed.narrow(2, dim, 1), values.bias.transpose(1, 2));
    return mix.transpose(0, 1).reshape({segments, heads * size});
}

} // namespace espalier
