#include "core/model/layers/CrossAttention.h"

#include "core/model/layers/Padding.h"

#include <limits>

namespace espalier {

torch::Tensor crossAttention(const torch::Tensor& query, const torch::Tensor& key, const torch::Tensor& value,
                             const TokenBatch& written, const TokenBatch& read,
                             const AttentionSettings& settings, const Forward& forward) {
    const Padding asking(written), answering(read);
    const auto heads = settings.heads;
    const auto scores =
        torch::matmul(asking.byHead(query, heads), answering.byHead(key, heads).transpose(-1, -2))
            .to(torch::kFloat32) *
        settings.scaleOf(query.size(1) / settings.heads);
    const auto seen = scores.masked_fill(answering.outside().view({1, read.segments(), 1, read.longest}),
                                         -std::numeric_limits<float>::infinity());
    const auto weights = dropout(torch::softmax(seen, -1), settings.dropout, forward).to(value.scalar_type());
    return asking.packed(torch::matmul(weights, answering.byHead(value, heads)), query.size(0));
}

torch::Tensor crossAttention(const torch::Tensor& query, const torch::Tensor& key, const torch::Tensor& value,
                             const AttentionSettings& settings) {
    const auto byHead = [&](const torch::Tensor& x) { // → [heads, tokens, size]
        return x.view({x.size(0), settings.heads, x.size(1) / settings.heads}).transpose(0, 1);
    };
    const auto scores = torch::matmul(byHead(query), byHead(key).transpose(-1, -2)).to(torch::kFloat32) *
                        settings.scaleOf(query.size(1) / settings.heads);
    const auto weights = torch::softmax(scores, -1).to(value.scalar_type());
    return torch::matmul(weights, byHead(value)).transpose(0, 1).reshape({query.size(0), query.size(1)});
}

} // namespace espalier
