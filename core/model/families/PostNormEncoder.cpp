#include "core/model/families/PostNormEncoder.h"

#include "core/model/layers/CpuKernels.h"
#include "core/model/layers/ResidualNorm.h"

namespace espalier {

PostNormEncoder::PostNormEncoder(const ModelConfig& config, const Parameters& parameters,
                                 const std::string& prefix, const BlockNames& names, BlockSettings settings)
    : settings_(std::move(settings)) {
    for (std::int64_t i = 0; i < config.blocks; ++i)
        blocks_.emplace_back(parameters, fmt::format("{}{}.", prefix, i), names, config.normEpsilon);
}

torch::Tensor PostNormEncoder::block(std::int64_t index, const torch::Tensor& x, const TokenBatch& batch,
                                     const Forward& forward) const {
    return blocks_[static_cast<std::size_t>(index)](x, x, batch, settings_, forward);
}

torch::Tensor PostNormEncoder::gatheredBlock(std::int64_t index, const torch::Tensor& x,
                                             const TokenBatch& batch, const Forward& forward) const {
    if (!hasKernels(x)) return gather(block(index, x, batch, forward), batch);
    return blocks_[static_cast<std::size_t>(index)](gather(x, batch), x, batch, settings_, forward);
}

torch::Tensor PostNormEncoder::gather(const torch::Tensor& hidden, const TokenBatch& batch) const {
    return hidden.index_select(0, batch.starts.slice(0, 0, batch.segments())); // [CLS] of each segment
}

torch::Tensor wordsOf(const torch::Tensor& table, const TokenBatch& batch) {
    return torch::embedding(table, batch.ids, /*padding_idx=*/-1, /*scale_grad_by_freq=*/false,
                            /*sparse=*/table.is_cpu());
}

torch::Tensor normalEmbeddings(const torch::Tensor& sum, const LayerNorm& norm, double dropoutP,
                               const Forward& forward) {
    return dropout(residualNorm(sum, {}, norm, 0, forward).to(forward.compute), dropoutP, forward);
}

void SpecList::add(const std::string& name, std::vector<std::int64_t> shape, TensorSpec::Start start,
                   bool optional) {
    specs_.push_back({name, std::move(shape), rung_, start, optional});
}

void SpecList::table(const std::string& name, std::int64_t rows, std::int64_t width) {
    add(name, {rows, width}, TensorSpec::Start::Normal);
    specs_.back().byRows = true;
}

void SpecList::linear(const std::string& name, std::int64_t out, std::int64_t in, bool optional) {
    add(name + ".weight", {out, in}, TensorSpec::Start::Normal, optional);
    add(name + ".bias", {out}, TensorSpec::Start::Zeros, optional);
}

void SpecList::norm(const std::string& name, std::int64_t width) {
    add(name + ".weight", {width}, TensorSpec::Start::Ones);
    add(name + ".bias", {width}, TensorSpec::Start::Zeros);
}

void SpecList::postNormBlocks(const ModelConfig& c, const std::string& prefix, const BlockNames& names) {
    for (std::int64_t i = 0; i < c.blocks; ++i) {
        nextRung();
        const auto block = fmt::format("{}{}.", prefix, i);
        for (const auto& name : {names.query, names.key, names.value, names.attentionOutput})
            linear(block + name, c.hiddenSize, c.hiddenSize);
        norm(block + names.attentionNorm, c.hiddenSize);
        linear(block + names.inner, c.intermediateSize, c.hiddenSize);
        linear(block + names.output, c.hiddenSize, c.intermediateSize);
        norm(block + names.outputNorm, c.hiddenSize);
    }
}

void checkActivation(const ModelConfig& config, const char* key, const Json& json,
                     const std::string& origin) {
    const auto& found = config.activation;
    if (found != "gelu" && found != "gelu_new" && found != "relu")
        failKey(origin, key, "gelu, gelu_new or relu", json[key]);
}

} // namespace espalier
