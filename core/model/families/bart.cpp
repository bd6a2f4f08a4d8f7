// BART: Lewis et al. 2020, arXiv:1910.13461; mBART: Liu et al. 2020, arXiv:2001.08210, which normalises
// before a block's halves; Marian: Junczys-Dowmunt et al. 2018, arXiv:1804.00344, with sines for positions.
#include "core/model/families/Seq2Seq.h"
#include "core/model/families/SpecList.h"
#include "core/model/layers/Activation.h"
#include "core/model/layers/Linear.h"

#include <cmath>

namespace espalier {

namespace {

constexpr std::int64_t firstRow = 2; // of BART's tables of positions

bool hasSines(const ModelConfig& c) {
    return c.json.value("model_type", "") == "marian";
}
bool normalisesBefore(const ModelConfig& c) {
    return c.json.value("model_type", "") == "mbart";
}

ModelConfig readConfig(const Json& json, const std::string& origin) {
    ModelConfig c;
    const auto size = [&](const char* key, std::int64_t fallback) {
        return valueOr<std::int64_t>(json, key, fallback, origin);
    };
    // Defaults are those of Transformers' BartConfig, MBartConfig and MarianConfig.
    const auto type = json.value("model_type", "");
    c.hiddenSize = size("d_model", 1024);
    c.blocks = size("encoder_layers", 12);
    c.decoderBlocks = size("decoder_layers", 12);
    c.heads = size("encoder_attention_heads", 16);
    c.decoderHeads = size("decoder_attention_heads", 16);
    c.intermediateSize = size("encoder_ffn_dim", 4096);
    c.decoderIntermediateSize = size("decoder_ffn_dim", 4096);
    c.vocabularySize = size("vocab_size", type == "marian" ? 58101 : 50265);
    c.maxPositions = size("max_position_embeddings", 1024);
    c.activation = valueOr<std::string>(json, "activation_function", "gelu", origin);
    c.normEpsilon = 1e-5; // fixed in the families
    c.hiddenDropout = valueOr<double>(json, "dropout", 0.1, origin);
    c.attentionDropout = valueOr<double>(json, "attention_dropout", 0, origin);
    c.initializerRange = valueOr<double>(json, "init_std", 0.02, origin);
    checkActivation(c.activation, "activation_function", origin);
    if (const auto padding = size("pad_token_id", 1); padding < 0 || padding >= c.vocabularySize)
        failKey(origin, "pad_token_id", "an id of the vocabulary", padding);
    if (!valueOr<bool>(json, "share_encoder_decoder_embeddings", true, origin))
        failKey(origin, "share_encoder_decoder_embeddings", "true", false);
    return c;
}

std::string blockOf(const char* side, std::int64_t index) {
    return fmt::format("model.{}.layers.{}.", side, index);
}

std::vector<TensorSpec> tensors(const ModelConfig& c, std::int64_t) {
    SpecList specs;
    const auto attention = [&](const std::string& name) {
        for (const auto* part : {".q_proj", ".k_proj", ".v_proj", ".out_proj"})
            specs.linear(name + part, c.hiddenSize, c.hiddenSize);
        specs.norm(name + "_layer_norm", c.hiddenSize);
    };
    const auto side = [&](const std::string& name, std::int64_t blocks, std::int64_t inner, bool writes) {
        const auto start = "model." + name + ".";
        if (!hasSines(c)) {
            specs.normal(start + "embed_positions.weight", {c.maxPositions + firstRow, c.hiddenSize});
            specs.norm(start + "layernorm_embedding", c.hiddenSize);
        }
        for (std::int64_t i = 0; i < blocks; ++i) {
            if (!writes) specs.nextRung();
            const auto block = blockOf(name.c_str(), i);
            attention(block + "self_attn");
            if (writes) attention(block + "encoder_attn");
            specs.linear(block + "fc1", inner, c.hiddenSize);
            specs.linear(block + "fc2", c.hiddenSize, inner);
            specs.norm(block + "final_layer_norm", c.hiddenSize);
        }
        if (normalisesBefore(c)) specs.norm(start + "layer_norm", c.hiddenSize);
    };
    specs.table("model.shared.weight", c.vocabularySize, c.hiddenSize);
    specs.add("final_logits_bias", {1, c.vocabularySize}, TensorSpec::Start::Zeros, true);
    side("encoder", c.blocks, c.intermediateSize, false);
    specs.nextRung();
    side("decoder", c.decoderBlocks, c.decoderIntermediateSize, true);
    return specs.take();
}

// Vaswani et al. 2017, sec. 3.5, with all sines before all cosines; [positions, dim]
torch::Tensor sines(std::int64_t positions, std::int64_t dim) {
    const auto steps = torch::floor(torch::arange(dim, torch::kFloat64) / 2) * 2 / static_cast<double>(dim);
    const auto angles =
        torch::outer(torch::arange(positions, torch::kFloat64), torch::reciprocal(torch::pow(10000, steps)));
    using torch::indexing::None, torch::indexing::Slice;
    return torch::cat({angles.index({Slice(), Slice(0, None, 2)}).sin(),
                       angles.index({Slice(), Slice(1, None, 2)}).cos()},
                      1)
        .to(torch::kFloat32);
}

struct Attending {
    Linear query, key, value, output;
    LayerNorm norm;

    Attending(const ModelConfig& c, const Parameters& p, const std::string& name)
        : query(p, name + ".q_proj"), key(p, name + ".k_proj"), value(p, name + ".v_proj"),
          output(p, name + ".out_proj"), norm(p, name + "_layer_norm", c.normEpsilon) {}
};

struct Block {
    Attending self;
    std::optional<Attending> across;
    Linear inner, output;
    LayerNorm norm;

    Block(const ModelConfig& c, const Parameters& p, const std::string& name, bool writes)
        : self(c, p, name + "self_attn"), inner(p, name + "fc1"), output(p, name + "fc2"),
          norm(p, name + "final_layer_norm", c.normEpsilon) {
        if (writes) across.emplace(c, p, name + "encoder_attn");
    }
};

class Side {
public:
    Side(const ModelConfig& c, const Parameters& p, const char* name, bool writes)
        : before_(normalisesBefore(c)), activation_(c.activation), dropout_(c.hiddenDropout),
          innerDropout_(valueOr<double>(c.json, "activation_dropout", 0, "")),
          words_(p.at("model.shared.weight")) {
        settings_ = {
            .heads = writes ? c.decoderHeads : c.heads, .dropout = c.attentionDropout, .causal = writes};
        const auto start = fmt::format("model.{}.", name);
        if (valueOr<bool>(c.json, "scale_embedding", false, ""))
            scale_ = std::sqrt(static_cast<double>(c.hiddenSize));
        positions_ = hasSines(c) ? sines(c.maxPositions, c.hiddenSize).to(words_.device())
                                 : p.at(start + "embed_positions.weight");
        firstRow_ = hasSines(c) ? 0 : firstRow;
        padding_ = valueOr<std::int64_t>(c.json, "pad_token_id", 1, "");
        if (!hasSines(c)) embeddingNorm_.emplace(p, start + "layernorm_embedding", c.normEpsilon);
        for (std::int64_t i = 0; i < (writes ? c.decoderBlocks : c.blocks); ++i)
            blocks_.emplace_back(c, p, blockOf(name, i), writes);
        if (before_) finalNorm_.emplace(p, start + "layer_norm", c.normEpsilon);
    }

    using MixOfBlock = std::function<Mix(std::int64_t block)>;

    // ids, positions: [tokens]. read: null where this is the side that reads.
    torch::Tensor operator()(const torch::Tensor& ids, const torch::Tensor& positions,
                             const MixOfBlock& mixOfBlock, ReadText* read, const TokenBatch* written,
                             const Forward& forward, HiddenStates* hidden) const {
        auto x = torch::embedding(words_, ids, padding_) * scale_ +
                 torch::embedding(positions_, positions + firstRow_);
        if (embeddingNorm_) x = (*embeddingNorm_)(x);
        x = dropout(x.to(forward.compute), dropout_, forward);
        const auto keep = [&] {
            if (hidden) hidden->push_back(x);
        };
        auto acrossSettings = settings_;
        acrossSettings.causal = false;
        for (std::size_t i = 0; i < blocks_.size(); ++i) {
            keep();
            const auto& block = blocks_[i];
            const auto& self = block.self;
            x = half(x, self.norm, forward, [&](const torch::Tensor& in) {
                const auto mix = mixOfBlock(static_cast<std::int64_t>(i));
                return self.output(
                    mix(self.query(in, forward), self.key(in, forward), self.value(in, forward), settings_),
                    forward);
            });
            if (read)
                x = half(x, block.across->norm, forward, [&](const torch::Tensor& in) {
                    const auto& other = *block.across;
                    const auto seen = read->mix(
                        static_cast<std::int64_t>(i), other.query(in, forward),
                        [&](const auto& states) { return other.key(states, forward); },
                        [&](const auto& states) { return other.value(states, forward); }, acrossSettings,
                        written, forward);
                    return other.output(seen, forward);
                });
            x = half(x, block.norm, forward, [&](const torch::Tensor& in) {
                const auto inner =
                    dropout(activated(block.inner(in, forward), activation_), innerDropout_, forward);
                return block.output(inner, forward);
            });
        }
        if (finalNorm_) x = (*finalNorm_)(x);
        keep();
        return x;
    }

private:
    template<class Work>
    torch::Tensor half(const torch::Tensor& x, const LayerNorm& norm, const Forward& forward,
                       const Work& work) const {
        if (before_) return x + dropout(work(norm(x)), dropout_, forward);
        return norm(x + dropout(work(x), dropout_, forward));
    }

    AttentionSettings settings_;
    bool before_;
    std::string activation_;
    double dropout_, innerDropout_, scale_ = 1;
    torch::Tensor words_, positions_;
    std::int64_t firstRow_, padding_; // the word of padding, which Marian begins with, is not learned
    std::optional<LayerNorm> embeddingNorm_, finalNorm_;
    std::vector<Block> blocks_;
};

class Bart : public Seq2Seq {
public:
    Bart(const ModelConfig& c, const Parameters& p)
        : reads_(c, p, "encoder", false), writes_(c, p, "decoder", true), words_(p.at("model.shared.weight")),
          bias_(p.find("final_logits_bias")) {
        if (bias_.defined()) bias_ = bias_.flatten();
    }

    torch::Tensor encode(const TokenBatch& read, const Forward& forward,
                         HiddenStates* hidden) const override {
        return reads_(
            read.ids, read.positions, [&](std::int64_t) { return mixOf(read, forward); }, nullptr, nullptr,
            forward, hidden);
    }

    torch::Tensor decode(const TokenBatch& written, ReadText& read, const Forward& forward,
                         HiddenStates* hidden) const override {
        return writes_(
            written.ids, written.positions, [&](std::int64_t) { return mixOf(written, forward); }, &read,
            &written, forward, hidden);
    }

    torch::Tensor advance(const torch::Tensor& ids, KeyValueCache& cache, ReadText& read) const override {
        const auto out = writes_(
            ids.flatten(), placesOf(ids, cache), [&](std::int64_t block) { return mixOf(block, ids, cache); },
            &read, nullptr, {}, nullptr);
        cache.advance(ids.size(1));
        return out;
    }

    torch::Tensor logits(const torch::Tensor& decoded) const override {
        return torch::linear(decoded.to(torch::kFloat32), words_, bias_);
    }

private:
    Side reads_, writes_;
    torch::Tensor words_, bias_;
};

std::unique_ptr<Seq2Seq> makeSeq2Seq(const ModelConfig& config, const Parameters& parameters) {
    return std::make_unique<Bart>(config, parameters);
}

Family family(const char* modelType, const char* title, const char* architecture) {
    return {
        .modelType = modelType,
        .title = title,
        .prefix = "model.",
        .headPrefix = {},
        .classifierArchitecture = architecture,
        .tokenHeads = {},
        .otherHeads = {},
        .buffers = {"model.encoder.embed_", "model.decoder.embed_", "encoder.embed_", "decoder.embed_",
                    "lm_head.weight"}, // copies of the table of words, and Marian's sines
        .projections = {},
        .readConfig = readConfig,
        .tensors = tensors,
        .makeEncoder = nullptr,
        .makeSeq2Seq = makeSeq2Seq,
    };
}

} // namespace

extern const Family bartFamily = family("bart", "BART", "BartForConditionalGeneration");
extern const Family mbartFamily = family("mbart", "mBART", "MBartForConditionalGeneration");
extern const Family marianFamily = family("marian", "Marian", "MarianMTModel");

} // namespace espalier
