// BERT: Devlin et al. 2019, arXiv:1810.04805. Post-norm blocks, learned positions, token types, tanh pooler.
#include "core/model/Encoder.h"
#include "core/model/families/Family.h"
#include "core/model/layers/Attention.h"
#include "core/model/layers/CpuKernels.h"
#include "core/model/layers/ResidualNorm.h"

namespace espalier {

namespace {

using Tensor = torch::Tensor;

ModelConfig readBertConfig(const Json& json, const std::string& origin) {
    ModelConfig c;
    const auto size = [&](const char* key, std::int64_t fallback) {
        return valueOr<std::int64_t>(json, key, fallback, origin);
    };
    const auto number = [&](const char* key, double fallback) {
        return valueOr<double>(json, key, fallback, origin);
    };
    // Defaults are those of Transformers' BertConfig, which leaves keys out that have them.
    c.hiddenSize = size("hidden_size", 768);
    c.blocks = size("num_hidden_layers", 12);
    c.heads = size("num_attention_heads", 12);
    c.intermediateSize = size("intermediate_size", 3072);
    c.vocabularySize = size("vocab_size", 30522);
    c.maxPositions = size("max_position_embeddings", 512);
    c.typeVocabularySize = size("type_vocab_size", 2);
    c.activation = valueOr<std::string>(json, "hidden_act", "gelu", origin);
    c.normEpsilon = number("layer_norm_eps", 1e-12);
    c.hiddenDropout = number("hidden_dropout_prob", 0.1);
    c.attentionDropout = number("attention_probs_dropout_prob", 0.1);
    c.classifierDropout = number("classifier_dropout", c.hiddenDropout);
    c.initializerRange = number("initializer_range", 0.02);
    if (c.typeVocabularySize < 1 || c.typeVocabularySize > 1024)
        failKey(origin, "type_vocab_size", "1 to 1024", json["type_vocab_size"]);
    if (c.activation != "gelu" && c.activation != "gelu_new" && c.activation != "relu")
        failKey(origin, "hidden_act", "gelu, gelu_new or relu", json["hidden_act"]);
    const auto positions = valueOr<std::string>(json, "position_embedding_type", "absolute", origin);
    if (positions != "absolute")
        failKey(origin, "position_embedding_type", "absolute", json["position_embedding_type"]);
    return c;
}

std::vector<TensorSpec> bertTensors(const ModelConfig& c, std::int64_t labels) {
    using Start = TensorSpec::Start;
    std::vector<TensorSpec> specs;
    int rung = 0;
    const auto add = [&](const std::string& name, std::vector<std::int64_t> shape, Start start,
                         bool optional = false) {
        specs.push_back({name, std::move(shape), rung, start, optional});
    };
    const auto linear = [&](const std::string& name, std::int64_t out, std::int64_t in,
                            bool optional = false) {
        add(name + ".weight", {out, in}, Start::Normal, optional);
        add(name + ".bias", {out}, Start::Zeros, optional);
    };
    const auto norm = [&](const std::string& name) {
        add(name + ".weight", {c.hiddenSize}, Start::Ones);
        add(name + ".bias", {c.hiddenSize}, Start::Zeros);
    };
    add("bert.embeddings.word_embeddings.weight", {c.vocabularySize, c.hiddenSize}, Start::Normal);
    specs.back().byRows = true;
    add("bert.embeddings.position_embeddings.weight", {c.maxPositions, c.hiddenSize}, Start::Normal);
    add("bert.embeddings.token_type_embeddings.weight", {c.typeVocabularySize, c.hiddenSize}, Start::Normal);
    norm("bert.embeddings.LayerNorm");
    for (std::int64_t i = 0; i < c.blocks; ++i) {
        ++rung;
        const auto block = fmt::format("bert.encoder.layer.{}.", i);
        for (const auto* name : {"query", "key", "value"})
            linear(block + "attention.self." + name, c.hiddenSize, c.hiddenSize);
        linear(block + "attention.output.dense", c.hiddenSize, c.hiddenSize);
        norm(block + "attention.output.LayerNorm");
        linear(block + "intermediate.dense", c.intermediateSize, c.hiddenSize);
        linear(block + "output.dense", c.hiddenSize, c.intermediateSize);
        norm(block + "output.LayerNorm");
    }
    ++rung;
    linear("bert.pooler.dense", c.hiddenSize, c.hiddenSize, true);
    ++rung;
    linear("classifier", labels, c.hiddenSize, true);
    return specs;
}

struct BertBlock {
    Linear query, key, value, attentionOutput;
    LayerNorm attentionNorm;
    Linear intermediate, output;
    LayerNorm outputNorm;

    BertBlock(const Parameters& p, const std::string& name, double epsilon)
        : query(p, name + "attention.self.query"), key(p, name + "attention.self.key"),
          value(p, name + "attention.self.value"), attentionOutput(p, name + "attention.output.dense"),
          attentionNorm(p, name + "attention.output.LayerNorm", epsilon),
          intermediate(p, name + "intermediate.dense"), output(p, name + "output.dense"),
          outputNorm(p, name + "output.LayerNorm", epsilon) {}
};

class BertEncoder : public Encoder {
public:
    BertEncoder(const ModelConfig& config, const Parameters& p)
        : config_(config), words_(p.at("bert.embeddings.word_embeddings.weight")),
          positions_(p.at("bert.embeddings.position_embeddings.weight")),
          types_(p.at("bert.embeddings.token_type_embeddings.weight")),
          norm_(p, "bert.embeddings.LayerNorm", config.normEpsilon) {
        if (config.pooling == "auto") pooler_.emplace(p, "bert.pooler.dense");
        for (std::int64_t i = 0; i < config.blocks; ++i)
            blocks_.emplace_back(p, fmt::format("bert.encoder.layer.{}.", i), config.normEpsilon);
    }

    Tensor embed(const TokenBatch& batch, const Forward& forward) const override {
        // Summed and normalised in float32: it is a small part of the work and the start of every sum to
        // come.
        const auto words = torch::embedding(words_, batch.ids, /*padding_idx=*/-1,
                                            /*scale_grad_by_freq=*/false, /*sparse=*/words_.is_cpu());
        const auto sum =
            words + torch::embedding(types_, batch.typeIds) + torch::embedding(positions_, batch.positions);
        const auto normal = residualNorm(sum, {}, norm_, 0, forward);
        return dropout(normal.to(forward.compute), config_.hiddenDropout, forward);
    }

    Tensor block(std::int64_t index, const Tensor& x, const TokenBatch& batch,
                 const Forward& forward) const override {
        return mixed(index, x, x, batch, forward);
    }

    Tensor gatheredBlock(std::int64_t index, const Tensor& x, const TokenBatch& batch,
                         const Forward& forward) const override {
        const auto first = gather(x, batch);
        return hasKernels(x) ? mixed(index, first, x, batch, forward)
                             : gather(mixed(index, x, x, batch, forward), batch);
    }

    Tensor gather(const Tensor& hidden, const TokenBatch& batch) const override {
        return hidden.index_select(0, batch.starts.slice(0, 0, batch.segments())); // [CLS] of each segment
    }

    Tensor pool(const Tensor& gathered, const Forward& forward) const override {
        return torch::tanh((*pooler_)(gathered, forward));
    }

private:
    // A block's output for the tokens that ask; all tokens of their segments answer.
    Tensor mixed(std::int64_t index, const Tensor& asking, const Tensor& all, const TokenBatch& batch,
                 const Forward& forward) const {
        const auto& b = blocks_[static_cast<std::size_t>(index)];
        const auto mix = attention(b.query(asking, forward), b.key(all, forward), b.value(all, forward),
                                   batch, config_.heads, config_.attentionDropout, forward);
        const auto h = residualNorm(b.attentionOutput(mix, forward), asking, b.attentionNorm,
                                    config_.hiddenDropout, forward);
        const auto inner = activate(b.intermediate(h, forward));
        return residualNorm(b.output(inner, forward), h, b.outputNorm, config_.hiddenDropout, forward);
    }

    Tensor activate(const Tensor& x) const {
        if (config_.activation == "relu") return torch::relu(x);
        return torch::gelu(x, config_.activation == "gelu_new" ? "tanh" : "none");
    }

    ModelConfig config_;
    Tensor words_, positions_, types_;
    LayerNorm norm_;
    std::optional<Linear> pooler_; // none where another one takes its place
    std::vector<BertBlock> blocks_;
};

std::unique_ptr<Encoder> makeBertEncoder(const ModelConfig& config, const Parameters& parameters) {
    return std::make_unique<BertEncoder>(config, parameters);
}

} // namespace

extern const Family bertFamily{
    .modelType = "bert",
    .prefix = "bert.",
    .headPrefix = "classifier.",
    .classifierArchitecture = "BertForSequenceClassification",
    .otherHeads = {"cls.", "qa_outputs."},
    .buffers = {"embeddings.position_ids", "bert.embeddings.position_ids"},
    .readConfig = readBertConfig,
    .tensors = bertTensors,
    .makeEncoder = makeBertEncoder,
};

} // namespace espalier
