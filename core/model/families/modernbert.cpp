// ModernBERT: Warner et al. 2024, arXiv:2412.13663. Pre-norm blocks with rotary positions and a gated
// feed-forward; most of them look at near tokens only.
#include "core/model/families/PostNormEncoder.h"
#include "core/model/layers/Activation.h"
#include "core/model/layers/Pooling.h"
#include "core/model/layers/Rotary.h"

namespace espalier {

namespace {

// What its config.json says beyond a ModelConfig.
struct Details {
    std::vector<bool> local; // by block: whether it sees near tokens alone
    double globalBase = 160000, localBase = 10000;
    std::int64_t reach = 64;
    double embeddingDropout = 0, feedForwardDropout = 0;
    bool attentionBias = false, feedForwardBias = false, normBias = false, classifierBias = false;
    std::string classifierActivation;
    bool mean = false; // the head reads the mean of all tokens
};

double baseOf(const Json& json, const char* kind, const char* olderKey, double fallback,
              const std::string& origin) {
    const auto& rope = memberOf(memberOf(json, "rope_parameters"), kind);
    const auto type = valueOr<std::string>(rope, "rope_type", "default", origin);
    if (type != "default") failKey(origin, "rope_type", "default", type);
    return valueOr<double>(rope, "rope_theta", valueOr<double>(json, olderKey, fallback, origin), origin);
}

Details detailsOf(const ModelConfig& c, const std::string& origin) {
    const auto& json = c.json;
    const auto flag = [&](const char* key, bool fallback) {
        return valueOr<bool>(json, key, fallback, origin);
    };
    Details d;
    const auto every = valueOr<std::int64_t>(json, "global_attn_every_n_layers", 3, origin);
    if (every < 1) failKey(origin, "global_attn_every_n_layers", "1 or more", every);
    const auto& types = memberOf(json, "layer_types");
    for (std::int64_t i = 0; i < c.blocks; ++i) {
        if (types.is_null()) {
            d.local.push_back(i % every != 0);
            continue;
        }
        const auto place = static_cast<std::size_t>(i);
        if (!types.is_array() || place >= types.size() ||
            (types[place] != "full_attention" && types[place] != "sliding_attention"))
            failKey(origin, "layer_types", "full_attention or sliding_attention for every layer", types);
        d.local.push_back(types[place] == "sliding_attention");
    }
    d.globalBase = baseOf(json, "full_attention", "global_rope_theta", 160000, origin);
    d.localBase = baseOf(json, "sliding_attention", "local_rope_theta", 10000, origin);
    d.reach = valueOr<std::int64_t>(json, "local_attention", 128, origin) / 2;
    if (d.reach < 1) failKey(origin, "local_attention", "2 or more", memberOf(json, "local_attention"));
    d.embeddingDropout = valueOr<double>(json, "embedding_dropout", 0, origin);
    d.feedForwardDropout = valueOr<double>(json, "mlp_dropout", 0, origin);
    d.attentionBias = flag("attention_bias", false);
    d.feedForwardBias = flag("mlp_bias", false);
    d.normBias = flag("norm_bias", false);
    d.classifierBias = flag("classifier_bias", false);
    d.classifierActivation = valueOr<std::string>(json, "classifier_activation", "gelu", origin);
    const auto pooling = valueOr<std::string>(json, "classifier_pooling", "cls", origin);
    if (pooling != "cls" && pooling != "mean") failKey(origin, "classifier_pooling", "cls or mean", pooling);
    d.mean = pooling == "mean";
    return d;
}

ModelConfig readConfig(const Json& json, const std::string& origin) {
    ModelConfig c;
    const auto size = [&](const char* key, std::int64_t fallback) {
        return valueOr<std::int64_t>(json, key, fallback, origin);
    };
    // Defaults are those of Transformers' ModernBertConfig.
    c.hiddenSize = size("hidden_size", 768);
    c.blocks = size("num_hidden_layers", 22);
    c.heads = size("num_attention_heads", 12);
    c.intermediateSize = size("intermediate_size", 1152);
    c.vocabularySize = size("vocab_size", 50368);
    c.maxPositions = size("max_position_embeddings", 8192);
    c.positionTable = false;
    c.activation = valueOr<std::string>(json, "hidden_activation", "gelu", origin);
    c.normEpsilon = valueOr<double>(json, "norm_eps", 1e-5, origin);
    c.attentionDropout = valueOr<double>(json, "attention_dropout", 0, origin);
    c.hiddenDropout = c.attentionDropout; // of what attention puts out
    c.classifierDropout = valueOr<double>(json, "classifier_dropout", 0, origin);
    c.initializerRange = valueOr<double>(json, "initializer_range", 0.02, origin);
    c.json = json;
    c.modelType = json.value("model_type", "");
    checkSizes(c, origin);
    checkActivation(c.activation, "hidden_activation", origin);
    checkActivation(detailsOf(c, origin).classifierActivation, "classifier_activation", origin);
    if (c.headSize() % 2 != 0) failKey(origin, "num_attention_heads", "heads of even size", c.heads);
    return c;
}

std::string prefixOf(std::int64_t block) {
    return fmt::format("model.layers.{}.", block);
}

std::vector<TensorSpec> tensors(const ModelConfig& c, std::int64_t labels) {
    const auto d = detailsOf(c, "");
    SpecList specs;
    const auto linear = [&](const std::string& name, std::int64_t out, std::int64_t in, bool bias,
                            bool optional) {
        bias ? specs.linear(name, out, in, optional) : specs.matrix(name, out, in, optional);
    };
    const auto norm = [&](const std::string& name, bool optional = false) {
        d.normBias ? specs.norm(name, c.hiddenSize, optional) : specs.scale(name, c.hiddenSize, optional);
    };
    specs.table("model.embeddings.tok_embeddings.weight", c.vocabularySize, c.hiddenSize);
    norm("model.embeddings.norm");
    for (std::int64_t i = 0; i < c.blocks; ++i) {
        specs.nextRung();
        const auto prefix = prefixOf(i);
        if (i > 0) norm(prefix + "attn_norm");
        linear(prefix + "attn.Wqkv", 3 * c.hiddenSize, c.hiddenSize, d.attentionBias, false);
        linear(prefix + "attn.Wo", c.hiddenSize, c.hiddenSize, d.attentionBias, false);
        norm(prefix + "mlp_norm");
        linear(prefix + "mlp.Wi", 2 * c.intermediateSize, c.hiddenSize, d.feedForwardBias, false);
        linear(prefix + "mlp.Wo", c.hiddenSize, c.intermediateSize, d.feedForwardBias, false);
    }
    norm("model.final_norm"); // what leaves the last block is normalised
    specs.nextRung();
    linear("head.dense", c.hiddenSize, c.hiddenSize, d.classifierBias, true);
    norm("head.norm", true);
    specs.nextRung();
    specs.linear("classifier", labels, c.hiddenSize, true);
    return specs.take();
}

class ModernBertBlock {
public:
    ModernBertBlock(const ModelConfig& c, const Details& d, const Parameters& p, std::int64_t index)
        : attention_{.heads = c.heads, .dropout = c.attentionDropout}, activation_(c.activation),
          outputDropout_(c.hiddenDropout), feedForwardDropout_(d.feedForwardDropout),
          frequencies_(rotaryFrequencies(
              d.local[static_cast<std::size_t>(index)] ? d.localBase : d.globalBase, c.headSize())),
          queryKeyValue_(p, prefixOf(index) + "attn.Wqkv"), attentionOutput_(p, prefixOf(index) + "attn.Wo"),
          feedForwardNorm_(p, prefixOf(index) + "mlp_norm", c.normEpsilon),
          inner_(p, prefixOf(index) + "mlp.Wi"), output_(p, prefixOf(index) + "mlp.Wo") {
        if (d.local[static_cast<std::size_t>(index)]) attention_.reach = d.reach;
        if (index > 0) attentionNorm_.emplace(p, prefixOf(index) + "attn_norm", c.normEpsilon);
    }

    torch::Tensor operator()(const torch::Tensor& x, const TokenBatch& batch, const Forward& forward) const {
        const auto parts = queryKeyValue_(attentionNorm_ ? (*attentionNorm_)(x) : x, forward).chunk(3, 1);
        const auto rotation = rotationOf(batch, frequencies_);
        const auto mixed = attention(rotated(parts[0], rotation), rotated(parts[1], rotation),
                                     parts[2].contiguous(), batch, attention_, forward);
        const auto middle = x + dropout(attentionOutput_(mixed, forward), outputDropout_, forward);
        const auto gated = inner_(feedForwardNorm_(middle), forward).chunk(2, 1);
        const auto inner = activated(gated[0], activation_) * gated[1];
        return middle + output_(dropout(inner, feedForwardDropout_, forward), forward);
    }

private:
    AttentionSettings attention_;
    std::string activation_;
    double outputDropout_, feedForwardDropout_;
    RotaryFrequencies frequencies_;
    std::optional<LayerNorm> attentionNorm_; // the embeddings already are, for the lowest block
    Linear queryKeyValue_, attentionOutput_;
    LayerNorm feedForwardNorm_;
    Linear inner_, output_;
};

class ModernBertEncoder : public Encoder {
public:
    ModernBertEncoder(const ModelConfig& c, const Parameters& p)
        : d_(detailsOf(c, "")), words_(p.at("model.embeddings.tok_embeddings.weight")),
          norm_(p, "model.embeddings.norm", c.normEpsilon), finalNorm_(p, "model.final_norm", c.normEpsilon),
          dense_(c, p, "head.dense", d_.classifierActivation) {
        for (std::int64_t i = 0; i < c.blocks; ++i) blocks_.emplace_back(c, d_, p, i);
        if (c.pooling == "auto") headNorm_.emplace(p, "head.norm", c.normEpsilon);
    }

    torch::Tensor embed(const TokenBatch& batch, const Forward& forward) const override {
        return normalEmbeddings(wordsOf(words_, batch), norm_, d_.embeddingDropout, forward);
    }

    torch::Tensor block(std::int64_t index, const torch::Tensor& x, const TokenBatch& batch,
                        const Forward& forward) const override {
        const auto out = blocks_[static_cast<std::size_t>(index)](x, batch, forward);
        return index + 1 == static_cast<std::int64_t>(blocks_.size()) ? finalNorm_(out) : out;
    }

    torch::Tensor gather(const torch::Tensor& hidden, const TokenBatch& batch) const override {
        return d_.mean ? pooledOver("mean", hidden, batch) : firstTokens(hidden, batch);
    }

    torch::Tensor pool(const torch::Tensor& gathered, const Forward& forward) const override {
        return (*headNorm_)(dense_(gathered, forward));
    }

private:
    Details d_;
    torch::Tensor words_;
    LayerNorm norm_, finalNorm_;
    std::vector<ModernBertBlock> blocks_;
    DensePooler dense_;
    std::optional<LayerNorm> headNorm_; // none where another pooler takes its place
};

std::unique_ptr<Encoder> makeEncoder(const ModelConfig& config, const Parameters& parameters) {
    return std::make_unique<ModernBertEncoder>(config, parameters);
}

} // namespace

extern const Family modernBertFamily{
    .modelType = "modernbert",
    .title = "ModernBERT",
    .prefix = "model.",
    .headPrefix = "classifier.",
    .classifierArchitecture = "ModernBertForSequenceClassification",
    .tokenHeads = {{.task = "token-classification",
                    .architecture = "ModernBertForTokenClassification",
                    .projection = "classifier",
                    .bias = "classifier.bias",
                    .dense = "head.dense",
                    .norm = "head.norm",
                    .plain = true,
                    .activation = "gelu"},
                   {.task = "masked-lm",
                    .architecture = "ModernBertForMaskedLM",
                    .projection = "decoder",
                    .bias = "decoder.bias",
                    .dense = "head.dense",
                    .norm = "head.norm",
                    .plain = true,
                    .activation = "gelu",
                    .overWords = true,
                    .words = "model.embeddings.tok_embeddings"}},
    .otherHeads = {"decoder.", "head."},
    .buffers = {},
    .projections = {{"query", "Wqkv"}, {"key", "Wqkv"}, {"value", "Wqkv"}, {"dense", "Wo"}},
    .lastBlock = LastBlock::Everything,
    .readConfig = readConfig,
    .tensors = tensors,
    .makeEncoder = makeEncoder,
};

} // namespace espalier
