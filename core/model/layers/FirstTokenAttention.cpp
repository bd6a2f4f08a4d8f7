#include "core/model/layers/FirstTokenAttention.h"

#include "core/model/layers/CpuKernels.h"

namespace espalier {

namespace {

constexpr std::int64_t extra = 16; // columns, of which the first stands for the bias; the kernel likes whole vectors

// Weights and biases of the heads, [heads, headSize, dim + extra].
torch::Tensor byHead(const Linear& layer, std::int64_t heads, torch::ScalarType type) {
    const auto matrix = layer.matrix();
    const auto rows = matrix.size(0);
    const auto bias = layer.bias().defined() ? layer.bias() : matrix.new_zeros({rows});
    return torch::cat({matrix, bias.unsqueeze(1), matrix.new_zeros({rows, extra - 1})}, 1)
        .to(type)
        .view({heads, rows / heads, matrix.size(1) + extra});
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
    const auto tokens = all.size(0), wide = all.size(1) + extra;
    const auto ones = all.new_ones({tokens, 1});
    const auto x = torch::cat({all, ones, all.new_zeros({tokens, extra - 1})}, 1);
    const auto asked = torch::bmm(query.view({segments, heads, size}).transpose(0, 1),
                                  byHead(key, heads, all.scalar_type()));
    // To the kernel a text's heads are queries of a single head.
    std::vector<std::int64_t> queryStarts(batch.segmentStarts.size());
    for (std::size_t i = 0; i < queryStarts.size(); ++i)
        queryStarts[i] = static_cast<std::int64_t>(i) * heads;
    AttentionSettings own;
    own.scale = settings.scaleOf(size);
    own.dropout = forward.training ? settings.dropout : 0;
    const auto mixed = packedAttention(asked.transpose(0, 1).reshape({segments * heads, wide}), x, x,
                                       queryStarts, batch.segmentStarts, own,
                                       own.dropout > 0 ? drawSeed(forward) : 0);
    return torch::bmm(mixed.view({segments, heads, wide}).transpose(0, 1),
                      byHead(value, heads, all.scalar_type()).transpose(1, 2))
        .transpose(0, 1)
        .reshape({segments, heads * size});
}

} // namespace espalier
