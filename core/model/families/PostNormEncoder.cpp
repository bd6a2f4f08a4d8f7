#include "core/model/families/PostNormEncoder.h"

#include "core/model/layers/Activation.h"
#include "core/model/layers/Pooling.h"
#include "core/model/layers/ResidualNorm.h"

namespace espalier {

namespace {

std::vector<std::string> numbered(const std::string& prefix, std::int64_t count) {
    std::vector<std::string> prefixes;
    for (std::int64_t i = 0; i < count; ++i) prefixes.push_back(fmt::format("{}{}.", prefix, i));
    return prefixes;
}

} // namespace

PostNormEncoder::PostNormEncoder(const ModelConfig& config, const Parameters& parameters,
                                 const std::vector<std::string>& prefixes, const BlockNames& names,
                                 BlockSettings settings)
    : settings_(std::move(settings)) {
    for (const auto& prefix : prefixes) blocks_.emplace_back(parameters, prefix, names, config.normEpsilon);
}

PostNormEncoder::PostNormEncoder(const ModelConfig& config, const Parameters& parameters,
                                 const std::string& prefix, const BlockNames& names, BlockSettings settings)
    : PostNormEncoder(config, parameters, numbered(prefix, config.blocks), names, std::move(settings)) {}

BlockSettings PostNormEncoder::settingsFor(const TokenBatch& batch) const {
    auto settings = settings_;
    settings.attention = attentionIn(batch);
    return settings;
}

torch::Tensor PostNormEncoder::block(std::int64_t index, const torch::Tensor& x, const TokenBatch& batch,
                                     const Forward& forward) const {
    return at(index)(x, x, batch, settingsFor(batch), forward);
}

torch::Tensor PostNormEncoder::gatheredBlock(std::int64_t index, const torch::Tensor& x,
                                             const TokenBatch& batch, const Forward& forward) const {
    const auto settings = settingsFor(batch);
    if (!at(index).firstTokensSuffice(x, settings)) return gather(block(index, x, batch, forward), batch);
    return at(index)(gather(x, batch), x, batch, settings, forward);
}

torch::Tensor PostNormEncoder::gather(const torch::Tensor& hidden, const TokenBatch& batch) const {
    return firstTokens(hidden, batch); // [CLS]
}

torch::Tensor wordsOf(const torch::Tensor& table, const TokenBatch& batch) {
    return torch::embedding(table, batch.ids, /*padding_idx=*/-1, /*scale_grad_by_freq=*/false,
                            /*sparse=*/table.is_cpu());
}

torch::Tensor normalEmbeddings(const torch::Tensor& sum, const LayerNorm& norm, double dropoutP,
                               const Forward& forward) {
    return dropout(residualNorm(sum, {}, norm, 0, forward).to(forward.compute), dropoutP, forward);
}

DensePooler::DensePooler(const ModelConfig& config, const Parameters& parameters, const std::string& name,
                         std::string activation, double dropoutP)
    : activation_(std::move(activation)), dropout_(dropoutP) {
    if (config.pooling == "auto") dense_.emplace(parameters, name);
}

torch::Tensor DensePooler::operator()(const torch::Tensor& gathered, const Forward& forward) const {
    return activated((*dense_)(dropout(gathered, dropout_, forward), forward), activation_);
}

} // namespace espalier
