// GPT-2: Radford et al. 2019. Pre-norm blocks in which a token sees those before it; the last one is read.
// Its matrices are [in, out].
#include "core/model/families/PostNormEncoder.h"
#include "core/model/generation/KeyValueCache.h"
#include "core/model/layers/Activation.h"
#include "core/model/layers/FeedForward.h"
#include "core/model/layers/Pooling.h"

#include <cmath>

namespace espalier {

namespace {

ModelConfig readConfig(const Json& json, const std::string& origin) {
    ModelConfig c;
    const auto size = [&](const char* key, std::int64_t fallback) {
        return valueOr<std::int64_t>(json, key, fallback, origin);
    };
    // Defaults are those of Transformers' GPT2Config.
    c.hiddenSize = size("n_embd", 768);
    c.blocks = size("n_layer", 12);
    c.heads = size("n_head", 12);
    c.intermediateSize = size("n_inner", c.hiddenSize < 1 << 20 ? 4 * c.hiddenSize : 0);
    c.vocabularySize = size("vocab_size", 50257);
    c.maxPositions = size("n_positions", 1024);
    c.activation = valueOr<std::string>(json, "activation_function", "gelu_new", origin);
    c.normEpsilon = valueOr<double>(json, "layer_norm_epsilon", 1e-5, origin);
    c.hiddenDropout = valueOr<double>(json, "resid_pdrop", 0.1, origin);
    c.embeddingDropout = valueOr<double>(json, "embd_pdrop", 0.1, origin);
    c.attentionDropout = valueOr<double>(json, "attn_pdrop", 0.1, origin);
    c.initializerRange = valueOr<double>(json, "initializer_range", 0.02, origin);
    checkActivation(c.activation, "activation_function", origin);
    return c;
}

std::string prefixOf(std::int64_t block) {
    return fmt::format("transformer.h.{}.", block);
}

std::vector<TensorSpec> tensors(const ModelConfig& c, std::int64_t labels) {
    SpecList specs;
    const auto linear = [&](const std::string& name, std::int64_t in, std::int64_t out) {
        specs.normal(name + ".weight", {in, out});
        specs.add(name + ".bias", {out}, TensorSpec::Start::Zeros);
    };
    specs.table("transformer.wte.weight", c.vocabularySize, c.hiddenSize);
    specs.normal("transformer.wpe.weight", {c.maxPositions, c.hiddenSize});
    for (std::int64_t i = 0; i < c.blocks; ++i) {
        specs.nextRung();
        const auto prefix = prefixOf(i);
        specs.norm(prefix + "ln_1", c.hiddenSize);
        linear(prefix + "attn.c_attn", c.hiddenSize, 3 * c.hiddenSize);
        linear(prefix + "attn.c_proj", c.hiddenSize, c.hiddenSize);
        specs.norm(prefix + "ln_2", c.hiddenSize);
        linear(prefix + "mlp.c_fc", c.hiddenSize, c.intermediateSize);
        linear(prefix + "mlp.c_proj", c.intermediateSize, c.hiddenSize);
    }
    specs.norm("transformer.ln_f", c.hiddenSize); // what leaves the last block is normalised
    for (const auto* ending : {"c_attn.weight", "c_proj.weight", "c_fc.weight"}) specs.markInByOut(ending);
    specs.nextRung(); // nothing stands before the head
    specs.nextRung();
    specs.matrix("score", labels, c.hiddenSize, true);
    return specs.take();
}

class Gpt2Block {
public:
    Gpt2Block(const ModelConfig& c, const Parameters& p, std::int64_t index)
        : attention_{.heads = c.heads, .dropout = c.attentionDropout, .causal = true},
          activation_(c.activation), dropout_(c.hiddenDropout),
          attentionNorm_(p, prefixOf(index) + "ln_1", c.normEpsilon),
          queryKeyValue_(p, prefixOf(index) + "attn.c_attn", WeightLayout::InByOut),
          attentionOutput_(p, prefixOf(index) + "attn.c_proj", WeightLayout::InByOut),
          feedForwardNorm_(p, prefixOf(index) + "ln_2", c.normEpsilon),
          inner_(p, prefixOf(index) + "mlp.c_fc", WeightLayout::InByOut),
          output_(p, prefixOf(index) + "mlp.c_proj", WeightLayout::InByOut) {
        const auto flag = [&](const char* key, bool fallback) {
            return valueOr<bool>(c.json, key, fallback, "");
        };
        attention_.scale =
            flag("scale_attn_weights", true) ? 1 / std::sqrt(static_cast<double>(c.headSize())) : 1;
        if (flag("scale_attn_by_inverse_layer_idx", false))
            attention_.scale /= static_cast<double>(index + 1);
    }

    torch::Tensor operator()(const torch::Tensor& x, const Mix& mix, const Forward& forward) const {
        const auto parts = queryKeyValue_(attentionNorm_(x), forward).chunk(3, 1);
        const auto mixed =
            mix(parts[0].contiguous(), parts[1].contiguous(), parts[2].contiguous(), attention_);
        const auto middle = x + dropout(attentionOutput_(mixed, forward), dropout_, forward);
        return middle + dropout(feedForward(feedForwardNorm_(middle), inner_, activation_, output_, forward),
                                dropout_, forward);
    }

private:
    AttentionSettings attention_;
    std::string activation_;
    double dropout_;
    LayerNorm attentionNorm_;
    Linear queryKeyValue_, attentionOutput_;
    LayerNorm feedForwardNorm_;
    Linear inner_, output_;
};

class Gpt2Encoder : public Encoder {
public:
    Gpt2Encoder(const ModelConfig& c, const Parameters& p)
        : words_(p.at("transformer.wte.weight")), positions_(p.at("transformer.wpe.weight")),
          dropout_(c.embeddingDropout), finalNorm_(p, "transformer.ln_f", c.normEpsilon) {
        for (std::int64_t i = 0; i < c.blocks; ++i) blocks_.emplace_back(c, p, i);
    }

    torch::Tensor embed(const TokenBatch& batch, const Forward& forward) const override {
        const auto sum = wordsOf(words_, batch) + torch::embedding(positions_, batch.positions);
        return dropout(sum.to(forward.compute), dropout_, forward);
    }

    torch::Tensor block(std::int64_t index, const torch::Tensor& x, const TokenBatch& batch,
                        const Forward& forward) const override {
        const auto out = blocks_[static_cast<std::size_t>(index)](x, mixOf(batch, forward), forward);
        return index + 1 == static_cast<std::int64_t>(blocks_.size()) ? finalNorm_(out) : out;
    }

    torch::Tensor advance(const torch::Tensor& ids, KeyValueCache& cache) const override {
        const auto places = placesOf(ids, cache);
        auto x = torch::embedding(words_, ids.flatten()) + torch::embedding(positions_, places);
        for (std::size_t i = 0; i < blocks_.size(); ++i)
            x = blocks_[i](x, mixOf(static_cast<std::int64_t>(i), ids, cache), {});
        cache.advance(ids.size(1));
        return finalNorm_(x);
    }

    torch::Tensor gather(const torch::Tensor& hidden, const TokenBatch& batch) const override {
        return lastTokens(hidden, batch);
    }

    torch::Tensor pool(const torch::Tensor& gathered, const Forward&) const override { return gathered; }

private:
    torch::Tensor words_, positions_;
    double dropout_;
    LayerNorm finalNorm_;
    std::vector<Gpt2Block> blocks_;
};

std::unique_ptr<Encoder> makeEncoder(const ModelConfig& config, const Parameters& parameters) {
    return std::make_unique<Gpt2Encoder>(config, parameters);
}

} // namespace

extern const Family gpt2Family{
    .modelType = "gpt2",
    .title = "GPT-2",
    .prefix = "transformer.",
    .headPrefix = "score.",
    .classifierArchitecture = "GPT2ForSequenceClassification",
    .tokenHeads = {wordLabels("GPT2"),
                   {.task = "causal-lm",
                    .architecture = "GPT2LMHeadModel",
                    .projection = "lm_head",
                    .overWords = true,
                    .words = "transformer.wte"}},
    .otherHeads = {"lm_head.", "multiple_choice_head.", "classifier."},
    .buffers = {"*.attn.bias", "*.attn.masked_bias"}, // masks, in older files
    .projections = {{"query", "c_attn"}, {"key", "c_attn"}, {"value", "c_attn"}, {"dense", "c_proj"}},
    .lastBlock = LastBlock::Everything,
    .readConfig = readConfig,
    .tensors = tensors,
    .makeEncoder = makeEncoder,
};

} // namespace espalier
