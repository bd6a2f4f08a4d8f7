// RoBERTa with pre-norm blocks, as fairseq trains them (Ott et al. 2019, arXiv:1904.01038): each half
// normalises what it reads, and what leaves the last block is normalised once more.
#include "core/model/families/roberta.h"
#include "core/model/layers/FeedForward.h"
#include "core/model/layers/Pooling.h"

namespace espalier {

namespace {

std::string prefixOf(std::int64_t block) {
    return fmt::format("roberta_prelayernorm.encoder.layer.{}.", block);
}

// RoBERTa's, but that the norms stand before what they belong to.
const BlockNames& names() {
    static const BlockNames names = [] {
        auto changed = bertBlockNames();
        changed.attentionNorm = "attention.LayerNorm";
        changed.outputNorm = "intermediate.LayerNorm";
        return changed;
    }();
    return names;
}

std::vector<TensorSpec> tensors(const ModelConfig& c, std::int64_t labels) {
    SpecList specs;
    addBertEmbeddings(specs, c, "roberta_prelayernorm.", c.hiddenSize);
    for (std::int64_t i = 0; i < c.blocks; ++i) {
        specs.nextRung();
        specs.postNormBlock(c, prefixOf(i), names()); // the same weights
    }
    specs.norm("roberta_prelayernorm.LayerNorm", c.hiddenSize);
    specs.poolerAndHead("classifier.dense", "classifier.out_proj", labels, c.hiddenSize);
    return specs.take();
}

class PreNormBlock {
public:
    PreNormBlock(const ModelConfig& c, const Parameters& p, const std::string& prefix)
        : settings_(bertBlockSettings(c)), attentionNorm_(p, prefix + names().attentionNorm, c.normEpsilon),
          projections_(p, {prefix + names().query, prefix + names().key, prefix + names().value}),
          attentionOutput_(p, prefix + names().attentionOutput),
          innerNorm_(p, prefix + names().outputNorm, c.normEpsilon), inner_(p, prefix + names().inner),
          output_(p, prefix + names().output) {
        settings_.attention.distances = p.find(prefix + names().distances);
    }

    torch::Tensor operator()(const torch::Tensor& x, const TokenBatch& batch, const Forward& forward) const {
        const auto projected = projections_(attentionNorm_(x), forward);
        const auto mix =
            attention(projected[0], projected[1], projected[2], batch, settings_.attention, forward);
        const auto middle =
            x + dropout(attentionOutput_(mix, forward), settings_.attentionOutputDropout, forward);
        return middle +
               dropout(feedForward(innerNorm_(middle), inner_, settings_.activation, output_, forward),
                       settings_.outputDropout, forward);
    }

private:
    BlockSettings settings_;
    LayerNorm attentionNorm_;
    JoinedLinear projections_;
    Linear attentionOutput_;
    LayerNorm innerNorm_;
    Linear inner_, output_;
};

class PreNormRobertaEncoder : public Encoder {
public:
    PreNormRobertaEncoder(const ModelConfig& c, const Parameters& p)
        : embeddings_(c, p, "roberta_prelayernorm."),
          finalNorm_(p, "roberta_prelayernorm.LayerNorm", c.normEpsilon),
          pooler_(c, p, "classifier.dense", "tanh", c.classifierDropout) {
        for (std::int64_t i = 0; i < c.blocks; ++i) blocks_.emplace_back(c, p, prefixOf(i));
    }

    torch::Tensor embed(const TokenBatch& batch, const Forward& forward) const override {
        return embeddings_(batch, forward);
    }

    torch::Tensor block(std::int64_t index, const torch::Tensor& x, const TokenBatch& batch,
                        const Forward& forward) const override {
        const auto out = blocks_[static_cast<std::size_t>(index)](x, batch, forward);
        return index + 1 == static_cast<std::int64_t>(blocks_.size()) ? finalNorm_(out) : out;
    }

    torch::Tensor gather(const torch::Tensor& hidden, const TokenBatch& batch) const override {
        return firstTokens(hidden, batch);
    }

    torch::Tensor pool(const torch::Tensor& gathered, const Forward& forward) const override {
        return pooler_(gathered, forward);
    }

private:
    BertEmbeddings embeddings_;
    LayerNorm finalNorm_;
    DensePooler pooler_;
    std::vector<PreNormBlock> blocks_;
};

std::unique_ptr<Encoder> makeEncoder(const ModelConfig& config, const Parameters& parameters) {
    return std::make_unique<PreNormRobertaEncoder>(config, parameters);
}

} // namespace

extern const Family preNormRobertaFamily = [] {
    auto family = robertaKin("roberta-prelayernorm", "RoBERTa-PreLayerNorm", "RobertaPreLayerNorm",
                             "roberta_prelayernorm.");
    family.tensors = tensors;
    family.makeEncoder = makeEncoder;
    return family;
}();

} // namespace espalier
