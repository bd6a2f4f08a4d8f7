// T5: Raffel et al. 2020, arXiv:1910.10683; T5 v1.1 and mT5: Xue et al. 2021, arXiv:2010.11934, with a gated
// feed-forward. Pre-norm blocks whose scores get a bias by distance, which all blocks of a side share and the
// lowest has.
#include "core/model/families/Seq2Seq.h"
#include "core/model/families/SpecList.h"
#include "core/model/layers/Activation.h"
#include "core/model/layers/Linear.h"
#include "core/model/layers/RelativePositions.h"

#include <cmath>

namespace espalier {

namespace {

// "relu", "gated-gelu": whether the feed-forward is gated, and its activation.
struct FeedForwardKind {
    bool gated = false;
    std::string activation;
};

FeedForwardKind feedForwardOf(const ModelConfig& c) {
    constexpr std::string_view gate = "gated-";
    const bool gated = c.activation.starts_with(gate);
    const auto name = gated ? c.activation.substr(gate.size()) : c.activation;
    return {gated, gated && name == "gelu" ? "gelu_new" : name}; // as Transformers reads the older files
}

ModelConfig readConfig(const Json& json, const std::string& origin) {
    ModelConfig c;
    const auto size = [&](const char* key, std::int64_t fallback) {
        return valueOr<std::int64_t>(json, key, fallback, origin);
    };
    // Defaults are those of Transformers' T5Config and MT5Config.
    const bool multilingual = json.value("model_type", "") == "mt5";
    c.hiddenSize = size("d_model", 512);
    c.blocks = size("num_layers", multilingual ? 8 : 6);
    c.decoderBlocks = size("num_decoder_layers", c.blocks);
    c.heads = c.decoderHeads = size("num_heads", multilingual ? 6 : 8);
    c.headWidth = size("d_kv", 64);
    c.intermediateSize = c.decoderIntermediateSize = size("d_ff", multilingual ? 1024 : 2048);
    c.vocabularySize = size("vocab_size", multilingual ? 250112 : 32128);
    c.distanceBuckets = size("relative_attention_num_buckets", 32);
    c.activation =
        valueOr<std::string>(json, "feed_forward_proj", multilingual ? "gated-gelu" : "relu", origin);
    c.normEpsilon = valueOr<double>(json, "layer_norm_epsilon", 1e-6, origin);
    c.hiddenDropout = c.attentionDropout = valueOr<double>(json, "dropout_rate", 0.1, origin);
    c.initializerRange = 0.05;
    checkActivation(feedForwardOf(c).activation, "feed_forward_proj", origin);
    if (c.distanceBuckets < 8 || c.distanceBuckets > 4096)
        failKey(origin, "relative_attention_num_buckets", "8 to 4096",
                memberOf(json, "relative_attention_num_buckets"));
    if (size("relative_attention_max_distance", 128) <= c.distanceBuckets / 2)
        failKey(origin, "relative_attention_max_distance", "more than half of the buckets",
                memberOf(json, "relative_attention_max_distance"));
    return c;
}

bool tiesWords(const ModelConfig& c) {
    return valueOr<bool>(c.json, "tie_word_embeddings", true, "");
}

std::string blockOf(const char* side, std::int64_t index) {
    return fmt::format("{}.block.{}.layer.", side, index);
}

std::vector<TensorSpec> tensors(const ModelConfig& c, std::int64_t) {
    const auto wide = c.heads * c.headSize();
    SpecList specs;
    const auto attention = [&](const std::string& name) {
        for (const auto* matrix : {".q", ".k", ".v"}) specs.matrix(name + matrix, wide, c.hiddenSize);
        specs.matrix(name + ".o", c.hiddenSize, wide);
    };
    const auto feedForward = [&](const std::string& layer) {
        if (feedForwardOf(c).gated) {
            specs.matrix(layer + "DenseReluDense.wi_0", c.intermediateSize, c.hiddenSize);
            specs.matrix(layer + "DenseReluDense.wi_1", c.intermediateSize, c.hiddenSize);
        } else {
            specs.matrix(layer + "DenseReluDense.wi", c.intermediateSize, c.hiddenSize);
        }
        specs.matrix(layer + "DenseReluDense.wo", c.hiddenSize, c.intermediateSize);
        specs.scale(layer + "layer_norm", c.hiddenSize);
    };
    const auto side = [&](const char* name, std::int64_t blocks, bool writes) {
        for (std::int64_t i = 0; i < blocks; ++i) {
            if (!writes) specs.nextRung();
            const auto block = blockOf(name, i);
            attention(block + "0.SelfAttention");
            if (i == 0)
                specs.normal(block + "0.SelfAttention.relative_attention_bias.weight",
                             {c.distanceBuckets, c.heads});
            specs.scale(block + "0.layer_norm", c.hiddenSize);
            if (writes) {
                attention(block + "1.EncDecAttention");
                specs.scale(block + "1.layer_norm", c.hiddenSize);
            }
            feedForward(block + (writes ? "2." : "1."));
        }
        specs.scale(std::string(name) + ".final_layer_norm", c.hiddenSize);
    };
    specs.table("shared.weight", c.vocabularySize, c.hiddenSize);
    side("encoder", c.blocks, false);
    specs.nextRung();
    side("decoder", c.decoderBlocks, true);
    // Where it may differ from the table of words, and does in some checkpoints that say so.
    if (!tiesWords(c)) specs.matrix("lm_head", c.vocabularySize, c.hiddenSize, true);
    return specs.take();
}

struct Attending {
    RmsNorm norm;
    Linear query, key, value, output;

    Attending(const ModelConfig& c, const Parameters& p, const std::string& layer, const char* name)
        : norm{p.at(layer + "layer_norm.weight"), c.normEpsilon}, query(p, layer + name + ".q"),
          key(p, layer + name + ".k"), value(p, layer + name + ".v"), output(p, layer + name + ".o") {}
};

class FeedForward {
public:
    FeedForward(const ModelConfig& c, const Parameters& p, const std::string& layer)
        : norm_{p.at(layer + "layer_norm.weight"), c.normEpsilon}, activation_(feedForwardOf(c).activation),
          inner_(p, layer + (feedForwardOf(c).gated ? "DenseReluDense.wi_0" : "DenseReluDense.wi")),
          output_(p, layer + "DenseReluDense.wo"), dropout_(c.hiddenDropout) {
        if (feedForwardOf(c).gated) gate_.emplace(p, layer + "DenseReluDense.wi_1");
    }

    torch::Tensor operator()(const torch::Tensor& x, const Forward& forward) const {
        const auto normal = norm_(x);
        auto inner = activated(inner_(normal, forward), activation_);
        if (gate_) inner = inner * (*gate_)(normal, forward);
        return x + dropout(output_(dropout(inner, dropout_, forward), forward), dropout_, forward);
    }

private:
    RmsNorm norm_;
    std::string activation_;
    Linear inner_, output_;
    std::optional<Linear> gate_;
    double dropout_;
};

// One side's blocks: those that read, or those that write and look at what was read.
class Side {
public:
    Side(const ModelConfig& c, const Parameters& p, const char* name, std::int64_t blocks, bool writes)
        : dropout_(c.hiddenDropout),
          distances_(p.at(blockOf(name, 0) + "0.SelfAttention.relative_attention_bias.weight")),
          norm_{p.at(std::string(name) + ".final_layer_norm.weight"), c.normEpsilon} {
        settings_ = {.heads = c.heads, .dropout = c.attentionDropout, .scale = 1, .causal = writes};
        buckets_ = {c.distanceBuckets,
                    valueOr<std::int64_t>(c.json, "relative_attention_max_distance", 128, ""), !writes};
        for (std::int64_t i = 0; i < blocks; ++i) {
            const auto block = blockOf(name, i);
            selves_.emplace_back(c, p, block + "0.", "SelfAttention");
            if (writes) across_.emplace_back(c, p, block + "1.", "EncDecAttention");
            feedForwards_.emplace_back(c, p, block + (writes ? "2." : "1."));
        }
    }

    using MixOfBlock = std::function<Mix(std::int64_t block)>;

    // longest: of the texts so far. read: null where this is the side that reads.
    torch::Tensor operator()(torch::Tensor x, std::int64_t longest, const MixOfBlock& mixOfBlock,
                             ReadText* read, const TokenBatch* written, const Forward& forward,
                             HiddenStates* hidden) const {
        auto settings = settings_;
        settings.bias = biasByDistance(distances_, buckets_, longest);
        auto acrossSettings = settings_;
        acrossSettings.causal = false;
        x = dropout(x, dropout_, forward);
        const auto keep = [&] {
            if (hidden) hidden->push_back(x);
        };
        for (std::size_t i = 0; i < selves_.size(); ++i) {
            keep();
            const auto& self = selves_[i];
            const auto normal = self.norm(x);
            const auto mix = mixOfBlock(static_cast<std::int64_t>(i));
            const auto mixed = mix(self.query(normal, forward), self.key(normal, forward),
                                   self.value(normal, forward), settings);
            x = x + dropout(self.output(mixed, forward), dropout_, forward);
            if (read) {
                const auto& other = across_[i];
                const auto seen = read->mix(
                    static_cast<std::int64_t>(i), other.query(other.norm(x), forward),
                    [&](const auto& states) { return other.key(states, forward); },
                    [&](const auto& states) { return other.value(states, forward); }, acrossSettings, written,
                    forward);
                x = x + dropout(other.output(seen, forward), dropout_, forward);
            }
            x = feedForwards_[i](x, forward);
        }
        x = dropout(norm_(x), dropout_, forward);
        keep();
        return x;
    }

private:
    AttentionSettings settings_;
    DistanceBuckets buckets_;
    double dropout_;
    torch::Tensor distances_;
    std::vector<Attending> selves_, across_;
    std::vector<FeedForward> feedForwards_;
    RmsNorm norm_;
};

class T5 : public Seq2Seq {
public:
    T5(const ModelConfig& c, const Parameters& p)
        : words_(p.at("shared.weight")), reads_(c, p, "encoder", c.blocks, false),
          writes_(c, p, "decoder", c.decoderBlocks, true) {
        head_ = p.find("lm_head.weight");
        if (!head_.defined()) head_ = words_;
        // T5 scales, T5 v1.1 and mT5 do not; files of v1.1 say so by this, or by words that are not tied.
        if (c.modelType == "t5" && valueOr<bool>(c.json, "scale_decoder_outputs", tiesWords(c), ""))
            scale_ = 1 / std::sqrt(static_cast<double>(c.hiddenSize));
    }

    torch::Tensor encode(const TokenBatch& read, const Forward& forward,
                         HiddenStates* hidden) const override {
        return reads_(
            wordsOf(read.ids, forward), read.longest, [&](std::int64_t) { return mixOf(read, forward); },
            nullptr, nullptr, forward, hidden);
    }

    torch::Tensor decode(const TokenBatch& written, ReadText& read, const Forward& forward,
                         HiddenStates* hidden) const override {
        return writes_(
            wordsOf(written.ids, forward), written.longest,
            [&](std::int64_t) { return mixOf(written, forward); }, &read, &written, forward, hidden);
    }

    torch::Tensor advance(const torch::Tensor& ids, KeyValueCache& cache, ReadText& read) const override {
        const auto out = writes_(
            wordsOf(ids.flatten(), {}), cache.length() + ids.size(1),
            [&](std::int64_t block) { return mixOf(block, ids, cache); }, &read, nullptr, {}, nullptr);
        cache.advance(ids.size(1));
        return out;
    }

    torch::Tensor logits(const torch::Tensor& decoded) const override {
        return torch::linear(decoded.to(torch::kFloat32) * scale_, head_);
    }

private:
    torch::Tensor wordsOf(const torch::Tensor& ids, const Forward& forward) const {
        return torch::embedding(words_, ids).to(forward.compute);
    }

    torch::Tensor words_, head_;
    double scale_ = 1;
    Side reads_, writes_;
};

std::unique_ptr<Seq2Seq> makeSeq2Seq(const ModelConfig& config, const Parameters& parameters) {
    return std::make_unique<T5>(config, parameters);
}

Family family(const char* modelType, const char* title, const char* architecture) {
    return {
        .modelType = modelType,
        .title = title,
        .prefix = {},
        .headPrefix = {},
        .classifierArchitecture = architecture,
        .tokenHeads = {},
        .otherHeads = {},
        .buffers = {"encoder.embed_tokens.weight", "decoder.embed_tokens.weight", "lm_head.weight",
                    "decoder.block.0.layer.1.EncDecAttention.relative_attention_bias.weight"}, // copies, and
                                                                                               // never read
        .projections = {},
        .readConfig = readConfig,
        .tensors = tensors,
        .makeEncoder = nullptr,
        .makeSeq2Seq = makeSeq2Seq,
    };
}

} // namespace

extern const Family t5Family = family("t5", "T5", "T5ForConditionalGeneration");
extern const Family mt5Family = family("mt5", "mT5", "MT5ForConditionalGeneration");

} // namespace espalier
