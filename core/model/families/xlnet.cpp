// XLNet: Yang et al. 2019, arXiv:1906.08237, as an encoder that sees both ways. Post-norm blocks with
// Transformer-XL's scores (Dai et al. 2019, arXiv:1901.02860): of what is said, of how far away it stands,
// and of whether it is the same part of the text. The last token is read.
#include "core/model/families/PostNormEncoder.h"
#include "core/model/layers/Activation.h"
#include "core/model/layers/Padding.h"
#include "core/model/layers/Pooling.h"
#include "core/model/layers/RelativePositions.h"
#include "core/model/layers/ResidualNorm.h"
#include "core/model/layers/SimilarLengths.h"

#include <cmath>

namespace espalier {

namespace {

ModelConfig readConfig(const Json& json, const std::string& origin) {
    ModelConfig c;
    const auto size = [&](const char* key, std::int64_t fallback) {
        return valueOr<std::int64_t>(json, key, fallback, origin);
    };
    // Defaults are those of Transformers' XLNetConfig.
    c.hiddenSize = size("d_model", 1024);
    c.blocks = size("n_layer", 24);
    c.heads = size("n_head", 16);
    c.headWidth = size("d_head", c.heads > 0 ? c.hiddenSize / c.heads : 0);
    c.intermediateSize = size("d_inner", 4096);
    c.vocabularySize = size("vocab_size", 32000);
    c.typeVocabularySize =
        3; // of a pair the first, the second and the token at the end: their likeness counts
    c.activation = valueOr<std::string>(json, "ff_activation", "gelu", origin);
    c.normEpsilon = valueOr<double>(json, "layer_norm_eps", 1e-12, origin);
    c.hiddenDropout = c.attentionDropout = valueOr<double>(json, "dropout", 0.1, origin);
    c.classifierDropout = valueOr<double>(json, "summary_last_dropout", 0.1, origin);
    c.initializerRange = valueOr<double>(json, "initializer_range", 0.02, origin);
    checkActivation(c.activation, "ff_activation", origin);
    const auto only = [&](const char* key, const std::string& value) {
        if (valueOr<std::string>(json, key, value, origin) != value) failKey(origin, key, value, json[key]);
    };
    only("attn_type", "bi");
    only("summary_type", "last");
    only("summary_activation", "tanh");
    if (!valueOr<bool>(json, "summary_use_proj", true, origin))
        failKey(origin, "summary_use_proj", "true", false);
    if (size("clamp_len", -1) > 0) failKey(origin, "clamp_len", "-1", memberOf(json, "clamp_len"));
    return c;
}

std::string attentionOf(std::int64_t block) {
    return fmt::format("transformer.layer.{}.rel_attn.", block);
}
std::string feedForwardOf(std::int64_t block) {
    return fmt::format("transformer.layer.{}.ff.", block);
}

std::vector<TensorSpec> tensors(const ModelConfig& c, std::int64_t labels) {
    SpecList specs;
    specs.table("transformer.word_embedding.weight", c.vocabularySize, c.hiddenSize);
    specs.normal("transformer.mask_emb", {1, 1, c.hiddenSize}); // for pretraining: carried along
    for (std::int64_t i = 0; i < c.blocks; ++i) {
        specs.nextRung();
        const auto attention = attentionOf(i), feedForward = feedForwardOf(i);
        for (const auto* matrix : {"q", "k", "v", "o", "r"})
            specs.normal(attention + matrix, {c.hiddenSize, c.heads, c.headSize()});
        for (const auto* bias : {"r_r_bias", "r_s_bias", "r_w_bias"})
            specs.normal(attention + bias, {c.heads, c.headSize()});
        specs.normal(attention + "seg_embed", {2, c.heads, c.headSize()});
        specs.norm(attention + "layer_norm", c.hiddenSize);
        specs.linear(feedForward + "layer_1", c.intermediateSize, c.hiddenSize);
        specs.linear(feedForward + "layer_2", c.hiddenSize, c.intermediateSize);
        specs.norm(feedForward + "layer_norm", c.hiddenSize);
    }
    specs.poolerAndHead("sequence_summary.summary", "logits_proj", labels, c.hiddenSize);
    return specs.take();
}

// Sines and cosines of the distances longest … 1 − longest: Vaswani et al. 2017, sec. 3.5; [2 longest, dim]
torch::Tensor wavesOf(std::int64_t longest, std::int64_t dim, const torch::Device& device) {
    const auto steps = torch::arange(0, dim, 2, torch::kFloat32) / static_cast<double>(dim);
    const auto distances = torch::arange(longest, -longest, -1, torch::kFloat32);
    const auto angles = torch::outer(distances, torch::reciprocal(torch::pow(10000, steps)));
    return torch::cat({angles.sin(), angles.cos()}, 1).to(device);
}

class XlnetBlock {
public:
    XlnetBlock(const ModelConfig& c, const Parameters& p, std::int64_t index)
        : heads_(c.heads), size_(c.headSize()), dim_(c.hiddenSize), activation_(c.activation),
          dropout_(c.hiddenDropout), attentionDropout_(c.attentionDropout),
          query_(p, p.at(attentionOf(index) + "q"), WeightLayout::InByOut),
          key_(p, p.at(attentionOf(index) + "k"), WeightLayout::InByOut),
          value_(p, p.at(attentionOf(index) + "v"), WeightLayout::InByOut),
          distance_(p, p.at(attentionOf(index) + "r"), WeightLayout::InByOut),
          output_(p, p.at(attentionOf(index) + "o"), WeightLayout::OutByIn),
          wordBias_(p.at(attentionOf(index) + "r_w_bias")),
          distanceBias_(p.at(attentionOf(index) + "r_r_bias")),
          partBias_(p.at(attentionOf(index) + "r_s_bias")), parts_(p.at(attentionOf(index) + "seg_embed")),
          attentionNorm_(p, attentionOf(index) + "layer_norm", c.normEpsilon),
          inner_(p, feedForwardOf(index) + "layer_1"), outer_(p, feedForwardOf(index) + "layer_2"),
          norm_(p, feedForwardOf(index) + "layer_norm", c.normEpsilon) {}

    torch::Tensor operator()(const torch::Tensor& x, const TokenBatch& batch, const Forward& forward) const {
        const auto mixed =
            residualNorm(output_(mix(x, batch, forward), forward), x, attentionNorm_, dropout_, forward);
        const auto inner = dropout(activated(inner_(mixed, forward), activation_), dropout_, forward);
        return residualNorm(outer_(inner, forward), mixed, norm_, dropout_, forward);
    }

private:
    // [heads, segments, longest, size], with one of the three biases of queries
    torch::Tensor biased(const torch::Tensor& queries, const torch::Tensor& bias) const {
        return queries + bias.to(queries.scalar_type()).view({heads_, 1, 1, size_});
    }

    torch::Tensor mix(const torch::Tensor& x, const TokenBatch& batch, const Forward& forward) const {
        const auto waves =
            dropout(wavesOf(batch.longest, dim_, x.device()).to(x.scalar_type()), dropout_, forward);
        const auto far =
            distance_(waves, forward).view({2 * batch.longest, heads_, size_}).permute({1, 2, 0});
        return attendBySimilarLength(
            query_(x, forward), key_(x, forward), value_(x, forward), batch,
            [&](const auto& query, const auto& key, const auto& value, const auto& part) {
                return attend(query, key, value, far, part, forward);
            });
    }

    // far: [heads, size, rows], of the distances from that of the batch's longest text down
    torch::Tensor attend(const torch::Tensor& query, const torch::Tensor& key, const torch::Tensor& value,
                         const torch::Tensor& far, const TokenBatch& batch, const Forward& forward) const {
        const Padding padding(batch);
        const auto longest = batch.longest;
        const auto type = query.scalar_type();
        const auto q = padding.byHead(query, heads_), k = padding.byHead(key, heads_);
        auto scores = torch::matmul(biased(q, wordBias_), k.transpose(-1, -2));

        const auto places = torch::arange(longest, batch.starts.options());
        const auto rows = places.unsqueeze(0) - places.unsqueeze(1) + longest; // of the wave for query − key
        const auto used = far.narrow(2, far.size(2) / 2 - longest, 2 * longest);
        scores = scores + queryScores(biased(q, distanceBias_), used, rows);

        const auto types = padding.rows(batch.typeIds.unsqueeze(1)).squeeze(2);
        const auto other = types.unsqueeze(2) != types.unsqueeze(1); // [segments, longest, longest]
        const auto parts = parts_.to(type).permute({1, 2, 0});       // [heads, size, same or other]
        const auto byPart = torch::matmul(biased(q, partBias_), parts.unsqueeze(1));
        scores = scores + torch::where(other, byPart.slice(3, 1, 2), byPart.slice(3, 0, 1));

        const auto scale = 1 / std::sqrt(static_cast<double>(size_));
        return padding.mixed(scores.to(torch::kFloat32) * scale, value, heads_, attentionDropout_, forward);
    }

    std::int64_t heads_, size_, dim_;
    std::string activation_;
    double dropout_, attentionDropout_;
    Linear query_, key_, value_, distance_, output_;
    torch::Tensor wordBias_, distanceBias_, partBias_, parts_;
    LayerNorm attentionNorm_;
    Linear inner_, outer_;
    LayerNorm norm_;
};

class XlnetEncoder : public Encoder {
public:
    XlnetEncoder(const ModelConfig& c, const Parameters& p)
        : words_(p.at("transformer.word_embedding.weight")), dropout_(c.hiddenDropout),
          pooler_(c, p, "sequence_summary.summary", "tanh") {
        for (std::int64_t i = 0; i < c.blocks; ++i) blocks_.emplace_back(c, p, i);
    }

    torch::Tensor embed(const TokenBatch& batch, const Forward& forward) const override {
        return dropout(wordsOf(words_, batch).to(forward.compute), dropout_, forward);
    }

    torch::Tensor block(std::int64_t index, const torch::Tensor& x, const TokenBatch& batch,
                        const Forward& forward) const override {
        const auto out = blocks_[static_cast<std::size_t>(index)](x, batch, forward);
        const bool last = index + 1 == static_cast<std::int64_t>(blocks_.size());
        return last ? dropout(out, dropout_, forward) : out;
    }

    torch::Tensor gather(const torch::Tensor& hidden, const TokenBatch& batch) const override {
        return lastTokens(hidden, batch);
    }

    torch::Tensor pool(const torch::Tensor& gathered, const Forward& forward) const override {
        return pooler_(gathered, forward);
    }

private:
    torch::Tensor words_;
    double dropout_;
    std::vector<XlnetBlock> blocks_;
    DensePooler pooler_;
};

std::unique_ptr<Encoder> makeEncoder(const ModelConfig& config, const Parameters& parameters) {
    return std::make_unique<XlnetEncoder>(config, parameters);
}

} // namespace

extern const Family xlnetFamily{
    .modelType = "xlnet",
    .title = "XLNet",
    .prefix = "transformer.",
    .headPrefix = "logits_proj.",
    .classifierArchitecture = "XLNetForSequenceClassification",
    .tokenHeads = {wordLabels("XLNet")},
    .otherHeads = {"lm_loss.", "qa_outputs.", "start_logits.", "end_logits.", "answer_class.", "classifier."},
    .buffers = {},
    .projections = {},
    .lastBlock = LastBlock::Everything,
    .paddedAttention = true,
    .readConfig = readConfig,
    .tensors = tensors,
    .makeEncoder = makeEncoder,
};

} // namespace espalier
