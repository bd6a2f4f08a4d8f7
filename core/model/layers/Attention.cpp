#include "core/model/layers/Attention.h"

#include "core/model/layers/CpuKernels.h"
#include "core/model/layers/Padding.h"
#include "core/model/layers/RelativePositions.h"
#include "core/model/layers/SimilarLengths.h"

#include <cmath>

namespace espalier {

namespace {

// [longest, longest], by query and key: what a query does not see.
torch::Tensor unseen(const AttentionSettings& settings, const torch::Tensor& distances) {
    auto hidden = torch::zeros_like(distances, torch::kBool);
    if (settings.causal) hidden = hidden | (distances > 0);
    if (settings.reach > 0) hidden = hidden | (distances.abs() > settings.reach);
    return hidden;
}

} // namespace

double AttentionSettings::scaleOf(std::int64_t headSize) const {
    return scale != 0 ? scale : 1 / std::sqrt(static_cast<double>(headSize));
}

torch::Tensor attention(const torch::Tensor& query, const torch::Tensor& key, const torch::Tensor& value,
                        const TokenBatch& batch, const AttentionSettings& settings, const Forward& forward) {
    if (settings.distances.defined())
        return attendBySimilarLength(query, key, value, batch,
                                     [&](const auto& q, const auto& k, const auto& v, const auto& part) {
                                         return paddedAttention(q, k, v, part, settings, forward);
                                     });
    const bool firstTokens = query.size(0) != key.size(0);
    if (!hasKernels(query))
        return variableLengthAgrees(key, settings, firstTokens)
                   ? variableLengthAttention(query, key, value, batch, settings, forward)
                   : paddedAttention(query, key, value, batch, settings, forward);
    auto own = settings;
    if (!forward.training) own.dropout = 0;
    const auto seed = own.dropout > 0 ? drawSeed(forward) : 0;
    std::vector<std::int64_t> onePerSegment;
    if (firstTokens) {
        onePerSegment.resize(batch.segmentStarts.size());
        std::iota(onePerSegment.begin(), onePerSegment.end(), 0);
    }
    return packedAttention(query, key, value, onePerSegment.empty() ? batch.segmentStarts : onePerSegment,
                           batch.segmentStarts, own, seed);
}

bool firstTokensSuffice(const torch::Tensor& key, const AttentionSettings& settings) {
    if (settings.distances.defined()) return false;
    return hasKernels(key) || variableLengthAgrees(key, settings, true);
}

torch::Tensor withPlainRows(const torch::Tensor& x) {
    return x.stride(1) == 1 ? x : x.contiguous();
}

torch::Tensor paddedAttention(const torch::Tensor& query, const torch::Tensor& key,
                              const torch::Tensor& value, const TokenBatch& batch,
                              const AttentionSettings& settings, const Forward& forward) {
    const Padding padding(batch);
    const auto longest = batch.longest, heads = settings.heads;
    const auto q = padding.byHead(query, heads), k = padding.byHead(key, heads);
    const auto places = torch::arange(longest, batch.starts.options());
    const auto distances = places.unsqueeze(0) - places.unsqueeze(1);
    auto products = torch::matmul(q, k.transpose(-1, -2));
    if (settings.distances.defined()) {
        const auto farthest = settings.distances.size(0) / 2;
        const auto rows =
            settings.distances.narrow(0, farthest + 1 - longest, 2 * longest - 1).to(q.scalar_type()).t();
        const auto row = longest - 1 - distances;
        products = products + queryScores(q, rows, row);
        if (settings.keysMeetDistances) products = products + keyScores(k, rows, row);
    }
    auto scores = products.to(torch::kFloat32) * settings.scaleOf(query.size(1) / heads);
    if (settings.bias.defined())
        scores = scores + settings.bias.index_select(1, (distances + longest - 1).flatten())
                              .view({heads, 1, longest, longest});
    if (settings.causal || settings.reach > 0)
        scores = scores.masked_fill(unseen(settings, distances), unseenScore);
    return padding.mixed(scores, value, heads, settings.dropout, forward);
}

} // namespace espalier
