#include "core/model/layers/PostNormBlock.h"

#include "core/model/layers/FeedForward.h"
#include "core/model/layers/FirstTokenAttention.h"
#include "core/model/layers/ResidualNorm.h"

namespace espalier {

PostNormBlock::PostNormBlock(const Parameters& p, const std::string& prefix, const BlockNames& names,
                             double normEpsilon)
    : projections_(p, {prefix + names.query, prefix + names.key, prefix + names.value}),
      attentionOutput_(p, prefix + names.attentionOutput),
      attentionNorm_(p, prefix + names.attentionNorm, normEpsilon), inner_(p, prefix + names.inner),
      output_(p, prefix + names.output), outputNorm_(p, prefix + names.outputNorm, normEpsilon),
      distances_(p.find(prefix + names.distances)) {}

torch::Tensor PostNormBlock::operator()(const torch::Tensor& asking, const torch::Tensor& all,
                                        const TokenBatch& batch, const BlockSettings& settings,
                                        const Forward& forward) const {
    const auto attended = [&](const torch::Tensor& query, const torch::Tensor& key,
                              const torch::Tensor& value) {
        return attention(query, key, value, batch, attends(settings), forward);
    };
    if (asking.is_same(all)) {
        const auto projected = projections_(all, forward);
        return closed(attended(projected[0], projected[1], projected[2]), all, settings, forward);
    }
    const auto mix = attends(settings);
    if (firstTokenAttentionFits(all, key(), value(), mix))
        return closed(firstTokenAttention(query()(asking, forward), all, key(), value(), batch, mix, forward),
                      asking, settings, forward);
    const auto projected = projections_(all, forward, 1);
    return closed(attended(query()(asking, forward), projected[0], projected[1]), asking, settings, forward);
}

bool PostNormBlock::firstTokensSuffice(const torch::Tensor& all, const BlockSettings& settings) const {
    return espalier::firstTokensSuffice(all, attends(settings));
}

AttentionSettings PostNormBlock::attends(const BlockSettings& settings) const {
    auto own = settings.attention;
    own.distances = distances_;
    return own;
}

torch::Tensor PostNormBlock::closed(const torch::Tensor& mix, const torch::Tensor& asking,
                                    const BlockSettings& settings, const Forward& forward) const {
    const auto middle = residualNorm(attentionOutput_(mix, forward), asking, attentionNorm_,
                                     settings.attentionOutputDropout, forward);
    return residualNorm(feedForward(middle, inner_, settings.activation, output_, forward), middle,
                        outputNorm_, settings.outputDropout, forward);
}

} // namespace espalier
