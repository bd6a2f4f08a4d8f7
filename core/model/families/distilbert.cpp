// DistilBERT: Sanh et al. 2019, arXiv:1910.01108. BERT's blocks without token types and pooler; a layer with
// ReLU stands before the classifier.
#include "core/model/families/PostNormEncoder.h"
#include "core/model/layers/Activation.h"

namespace espalier {

namespace {

const BlockNames names{"attention.q_lin", "attention.k_lin", "attention.v_lin", "attention.out_lin",
                       "sa_layer_norm",   "ffn.lin1",        "ffn.lin2",        "output_layer_norm"};
constexpr const char* blocks = "distilbert.transformer.layer.";

ModelConfig readConfig(const Json& json, const std::string& origin) {
    ModelConfig c;
    const auto size = [&](const char* key, std::int64_t fallback) {
        return valueOr<std::int64_t>(json, key, fallback, origin);
    };
    // Defaults are those of Transformers' DistilBertConfig.
    c.hiddenSize = size("dim", 768);
    c.blocks = size("n_layers", 6);
    c.heads = size("n_heads", 12);
    c.intermediateSize = size("hidden_dim", 3072);
    c.vocabularySize = size("vocab_size", 30522);
    c.maxPositions = size("max_position_embeddings", 512);
    c.activation = valueOr<std::string>(json, "activation", "gelu", origin);
    c.normEpsilon = 1e-12; // fixed in the family
    c.hiddenDropout = valueOr<double>(json, "dropout", 0.1, origin);
    c.attentionDropout = valueOr<double>(json, "attention_dropout", 0.1, origin);
    c.classifierDropout = valueOr<double>(json, "seq_classif_dropout", 0.2, origin);
    c.initializerRange = valueOr<double>(json, "initializer_range", 0.02, origin);
    checkActivation(c.activation, "activation", origin);
    return c;
}

std::vector<TensorSpec> tensors(const ModelConfig& c, std::int64_t labels) {
    SpecList specs;
    specs.table("distilbert.embeddings.word_embeddings.weight", c.vocabularySize, c.hiddenSize);
    specs.normal("distilbert.embeddings.position_embeddings.weight", {c.maxPositions, c.hiddenSize});
    specs.norm("distilbert.embeddings.LayerNorm", c.hiddenSize);
    specs.postNormBlocks(c, blocks, names);
    specs.poolerAndHead("pre_classifier", "classifier", labels, c.hiddenSize);
    return specs.take();
}

BlockSettings blockSettings(const ModelConfig& c) {
    return {{.heads = c.heads, .dropout = c.attentionDropout}, c.activation, 0, c.hiddenDropout};
}

class DistilBertEncoder : public PostNormEncoder {
public:
    DistilBertEncoder(const ModelConfig& c, const Parameters& p)
        : PostNormEncoder(c, p, blocks, names, blockSettings(c)),
          words_(p.at("distilbert.embeddings.word_embeddings.weight")),
          positions_(p.at("distilbert.embeddings.position_embeddings.weight")),
          norm_(p, "distilbert.embeddings.LayerNorm", c.normEpsilon), dropout_(c.hiddenDropout),
          pooler_(c, p, "pre_classifier", "relu") {}

    torch::Tensor embed(const TokenBatch& batch, const Forward& forward) const override {
        return normalEmbeddings(wordsOf(words_, batch) + torch::embedding(positions_, batch.positions), norm_,
                                dropout_, forward);
    }

    torch::Tensor pool(const torch::Tensor& gathered, const Forward& forward) const override {
        return pooler_(gathered, forward);
    }

private:
    torch::Tensor words_, positions_;
    LayerNorm norm_;
    double dropout_;
    DensePooler pooler_;
};

std::unique_ptr<Encoder> makeEncoder(const ModelConfig& config, const Parameters& parameters) {
    return std::make_unique<DistilBertEncoder>(config, parameters);
}

} // namespace

extern const Family distilBertFamily{
    .modelType = "distilbert",
    .title = "DistilBERT",
    .prefix = "distilbert.",
    .headPrefix = "classifier.",
    .classifierArchitecture = "DistilBertForSequenceClassification",
    .tokenHeads = {wordLabels("DistilBert"),
                   answerSpans("DistilBert"),
                   {.task = "masked-lm",
                    .architecture = "DistilBertForMaskedLM",
                    .projection = "vocab_projector",
                    .bias = "vocab_projector.bias",
                    .dense = "vocab_transform",
                    .norm = "vocab_layer_norm",
                    .overWords = true,
                    .words = "distilbert.embeddings.word_embeddings"}},
    .otherHeads = {"vocab_", "qa_outputs."},
    .buffers = {},
    .projections = {{"query", "q_lin"}, {"key", "k_lin"}, {"value", "v_lin"}, {"dense", "out_lin"}},
    .lastBlock = LastBlock::Nothing,
    .readConfig = readConfig,
    .tensors = tensors,
    .makeEncoder = makeEncoder,
};

} // namespace espalier
