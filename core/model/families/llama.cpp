// Llama: Touvron et al. 2023, arXiv:2302.13971 and arXiv:2307.09288; Qwen2: Yang et al. 2024,
// arXiv:2407.10671. Pre-norm blocks with root-mean-square norms, rotary positions, a gated feed-forward and
// keys and values that several heads share (Ainslie et al. 2023, arXiv:2305.13245). A token sees those before
// it; the last one is read.
#include "core/model/families/PostNormEncoder.h"
#include "core/model/generation/KeyValueCache.h"
#include "core/model/layers/Activation.h"
#include "core/model/layers/Pooling.h"
#include "core/model/layers/Rotary.h"

namespace espalier {

namespace {

// What its config.json says beyond a ModelConfig.
struct Details {
    bool queryBias = false, outputBias = false, feedForwardBias = false; // query's is also key's and value's
    std::vector<std::int64_t> reach;                                     // by block; 0: all
};

// The window of blocks that see near tokens alone, which are those above `max_window_layers` in older files.
std::vector<std::int64_t> reachOf(const ModelConfig& c, const std::string& origin) {
    std::vector<std::int64_t> reach(static_cast<std::size_t>(c.blocks), 0);
    if (!valueOr<bool>(c.json, "use_sliding_window", false, origin)) return reach;
    const auto window = valueOr<std::int64_t>(c.json, "sliding_window", 4096, origin);
    if (window < 2) failKey(origin, "sliding_window", "2 or more", memberOf(c.json, "sliding_window"));
    const auto first = valueOr<std::int64_t>(c.json, "max_window_layers", 28, origin);
    const auto& types = memberOf(c.json, "layer_types");
    for (std::size_t i = 0; i < reach.size(); ++i) {
        const bool near = types.is_array() && i < types.size() ? types[i] == "sliding_attention"
                                                               : static_cast<std::int64_t>(i) >= first;
        if (near) reach[i] = window - 1; // a window counts the token that asks
    }
    return reach;
}

Details detailsOf(const ModelConfig& c, const std::string& origin) {
    const auto flag = [&](const char* key, bool fallback) {
        return valueOr<bool>(c.json, key, fallback, origin);
    };
    Details d;
    d.reach.assign(static_cast<std::size_t>(c.blocks), 0);
    if (c.json.value("model_type", "") == "qwen2") {
        d.queryBias = true; // fixed in the family
        d.reach = reachOf(c, origin);
    } else {
        d.queryBias = d.outputBias = flag("attention_bias", false);
        d.feedForwardBias = flag("mlp_bias", false);
    }
    return d;
}

ModelConfig readConfig(const Json& json, const std::string& origin) {
    ModelConfig c;
    const auto size = [&](const char* key, std::int64_t fallback) {
        return valueOr<std::int64_t>(json, key, fallback, origin);
    };
    // Defaults are those of Transformers' LlamaConfig and Qwen2Config.
    const bool qwen = json.value("model_type", "") == "qwen2";
    c.hiddenSize = size("hidden_size", 4096);
    c.blocks = size("num_hidden_layers", 32);
    c.heads = size("num_attention_heads", 32);
    c.keyValueHeads = size("num_key_value_heads", c.heads);
    c.headWidth = size("head_dim", c.heads > 0 ? c.hiddenSize / c.heads : 0);
    c.intermediateSize = size("intermediate_size", qwen ? 22016 : 11008);
    c.vocabularySize = size("vocab_size", qwen ? 151936 : 32000);
    c.maxPositions = size("max_position_embeddings", qwen ? 32768 : 2048);
    c.positionTable = false;
    c.activation = valueOr<std::string>(json, "hidden_act", "silu", origin);
    c.normEpsilon = valueOr<double>(json, "rms_norm_eps", 1e-6, origin);
    c.attentionDropout = valueOr<double>(json, "attention_dropout", 0, origin);
    c.initializerRange = valueOr<double>(json, "initializer_range", 0.02, origin);
    c.json = json;
    c.modelType = json.value("model_type", "");
    checkSizes(c, origin);
    checkActivation(c.activation, "hidden_act", origin);
    if (c.headSize() % 2 != 0) failKey(origin, "head_dim", "an even number", c.headSize());
    rotaryFrequencies(json, c.headSize(), origin); // throws where it can't
    detailsOf(c, origin);
    return c;
}

std::string prefixOf(std::int64_t block) {
    return fmt::format("model.layers.{}.", block);
}

std::vector<TensorSpec> tensors(const ModelConfig& c, std::int64_t labels) {
    const auto d = detailsOf(c, "");
    const auto wide = c.heads * c.headSize(), shared = c.keyValueHeads * c.headSize();
    SpecList specs;
    const auto linear = [&](const std::string& name, std::int64_t out, std::int64_t in, bool bias) {
        bias ? specs.linear(name, out, in) : specs.matrix(name, out, in);
    };
    specs.table("model.embed_tokens.weight", c.vocabularySize, c.hiddenSize);
    for (std::int64_t i = 0; i < c.blocks; ++i) {
        specs.nextRung();
        const auto prefix = prefixOf(i);
        specs.scale(prefix + "input_layernorm", c.hiddenSize);
        linear(prefix + "self_attn.q_proj", wide, c.hiddenSize, d.queryBias);
        linear(prefix + "self_attn.k_proj", shared, c.hiddenSize, d.queryBias);
        linear(prefix + "self_attn.v_proj", shared, c.hiddenSize, d.queryBias);
        linear(prefix + "self_attn.o_proj", c.hiddenSize, wide, d.outputBias);
        specs.scale(prefix + "post_attention_layernorm", c.hiddenSize);
        linear(prefix + "mlp.gate_proj", c.intermediateSize, c.hiddenSize, d.feedForwardBias);
        linear(prefix + "mlp.up_proj", c.intermediateSize, c.hiddenSize, d.feedForwardBias);
        linear(prefix + "mlp.down_proj", c.hiddenSize, c.intermediateSize, d.feedForwardBias);
    }
    specs.scale("model.norm", c.hiddenSize); // what leaves the last block is normalised
    specs.nextRung();                        // nothing stands before the head
    specs.nextRung();
    specs.matrix("score", labels, c.hiddenSize, true);
    return specs.take();
}

class LlamaBlock {
public:
    LlamaBlock(const ModelConfig& c, const Details& d, const Parameters& p, std::int64_t index)
        : attention_{.heads = c.heads,
                     .dropout = c.attentionDropout,
                     .causal = true,
                     .reach = d.reach[static_cast<std::size_t>(index)]},
          sharing_(c.heads / c.keyValueHeads), headSize_(c.headSize()),
          activation_(c.activation), attentionNorm_{p.at(prefixOf(index) + "input_layernorm.weight"),
                                                    c.normEpsilon},
          feedForwardNorm_{p.at(prefixOf(index) + "post_attention_layernorm.weight"), c.normEpsilon},
          projections_(p, {prefixOf(index) + "self_attn.q_proj", prefixOf(index) + "self_attn.k_proj",
                           prefixOf(index) + "self_attn.v_proj"}),
          output_(p, prefixOf(index) + "self_attn.o_proj"),
          gateAndUp_(p, {prefixOf(index) + "mlp.gate_proj", prefixOf(index) + "mlp.up_proj"}),
          down_(p, prefixOf(index) + "mlp.down_proj") {}

    torch::Tensor operator()(const torch::Tensor& x, const Rotation& rotation, const Mix& mix,
                             const Forward& forward) const {
        const auto projected = projections_(attentionNorm_(x), forward);
        const auto mixed = mix(rotated(projected[0], rotation), forEveryHead(rotated(projected[1], rotation)),
                               forEveryHead(projected[2]), attention_);
        const auto middle = x + output_(mixed, forward);
        const auto inner = gateAndUp_(feedForwardNorm_(middle), forward);
        return middle + down_(activated(inner[0], activation_) * inner[1], forward);
    }

private:
    // [tokens, shared heads * size] → [tokens, heads * size]
    torch::Tensor forEveryHead(const torch::Tensor& x) const {
        return sharing_ == 1 ? x
                             : x.view({x.size(0), -1, 1, headSize_})
                                   .expand({x.size(0), x.size(1) / headSize_, sharing_, headSize_})
                                   .reshape({x.size(0), x.size(1) * sharing_});
    }

    AttentionSettings attention_;
    std::int64_t sharing_, headSize_; // heads that share a key and value
    std::string activation_;
    RmsNorm attentionNorm_, feedForwardNorm_;
    JoinedLinear projections_;
    Linear output_;
    JoinedLinear gateAndUp_;
    Linear down_;
};

class LlamaEncoder : public Encoder {
public:
    LlamaEncoder(const ModelConfig& c, const Parameters& p)
        : words_(p.at("model.embed_tokens.weight")), finalNorm_{p.at("model.norm.weight"), c.normEpsilon},
          frequencies_(rotaryFrequencies(c.json, c.headSize(), "")) {
        const auto d = detailsOf(c, "");
        for (std::int64_t i = 0; i < c.blocks; ++i) blocks_.emplace_back(c, d, p, i);
    }

    torch::Tensor embed(const TokenBatch& batch, const Forward& forward) const override {
        return wordsOf(words_, batch).to(forward.compute);
    }

    torch::Tensor block(std::int64_t index, const torch::Tensor& x, const TokenBatch& batch,
                        const Forward& forward) const override {
        const auto out = blocks_[static_cast<std::size_t>(index)](x, rotationOf(batch, frequencies_),
                                                                  mixOf(batch, forward), forward);
        return index + 1 == static_cast<std::int64_t>(blocks_.size()) ? finalNorm_(out) : out;
    }

    torch::Tensor advance(const torch::Tensor& ids, KeyValueCache& cache) const override {
        const auto rotation = rotationOf(placesOf(ids, cache), cache.length() + ids.size(1), frequencies_);
        auto x = torch::embedding(words_, ids.flatten());
        for (std::size_t i = 0; i < blocks_.size(); ++i)
            x = blocks_[i](x, rotation, mixOf(static_cast<std::int64_t>(i), ids, cache), {});
        cache.advance(ids.size(1));
        return finalNorm_(x);
    }

    torch::Tensor gather(const torch::Tensor& hidden, const TokenBatch& batch) const override {
        return lastTokens(hidden, batch);
    }

    torch::Tensor pool(const torch::Tensor& gathered, const Forward&) const override { return gathered; }

private:
    torch::Tensor words_;
    RmsNorm finalNorm_;
    RotaryFrequencies frequencies_;
    std::vector<LlamaBlock> blocks_;
};

std::unique_ptr<Encoder> makeEncoder(const ModelConfig& config, const Parameters& parameters) {
    return std::make_unique<LlamaEncoder>(config, parameters);
}

// architectures: what those of the family begin with, "Llama".
Family family(const char* modelType, const char* title, const std::string& architectures) {
    return {
        .modelType = modelType,
        .title = title,
        .prefix = "model.",
        .headPrefix = "score.",
        .classifierArchitecture = architectures + "ForSequenceClassification",
        .tokenHeads = {wordLabels(architectures, "score"),
                       {.task = "causal-lm",
                        .architecture = architectures + "ForCausalLM",
                        .projection = "lm_head",
                        .overWords = true,
                        .words = "model.embed_tokens",
                        .tiedByDefault = false}},
        .otherHeads = {"lm_head.", "qa_outputs."},
        .buffers = {"*.rotary_emb.inv_freq"},
        .projections = {{"query", "q_proj"}, {"key", "k_proj"}, {"value", "v_proj"}, {"dense", "o_proj"}},
        .lastBlock = LastBlock::Everything,
        .readConfig = readConfig,
        .tensors = tensors,
        .makeEncoder = makeEncoder,
    };
}

} // namespace

extern const Family llamaFamily = family("llama", "Llama", "Llama");
extern const Family qwen2Family = family("qwen2", "Qwen2", "Qwen2");

} // namespace espalier
