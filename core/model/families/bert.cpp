// BERT: Devlin et al. 2019, arXiv:1810.04805. Post-norm blocks, learned positions, token types, tanh pooler.
#include "core/model/families/bert.h"

#include "core/model/layers/Activation.h"

namespace espalier {

namespace {

ModelConfig readConfig(const Json& json, const std::string& origin) {
    auto c = readBertConfig(json, origin);
    readPositionType(c, json, origin);
    return c;
}

std::vector<TensorSpec> tensors(const ModelConfig& c, std::int64_t labels) {
    SpecList specs;
    addBertEmbeddings(specs, c, "bert.", c.hiddenSize);
    specs.postNormBlocks(c, "bert.encoder.layer.", bertBlockNames());
    specs.poolerAndHead("bert.pooler.dense", "classifier", labels, c.hiddenSize);
    return specs.take();
}

class BertEncoder : public PostNormEncoder {
public:
    BertEncoder(const ModelConfig& config, const Parameters& p)
        : PostNormEncoder(config, p, "bert.encoder.layer.", bertBlockNames(), bertBlockSettings(config)),
          embeddings_(config, p, "bert."), pooler_(config, p, "bert.pooler.dense", "tanh") {}

    torch::Tensor embed(const TokenBatch& batch, const Forward& forward) const override {
        return embeddings_(batch, forward);
    }

    torch::Tensor pool(const torch::Tensor& gathered, const Forward& forward) const override {
        return pooler_(gathered, forward);
    }

private:
    BertEmbeddings embeddings_;
    DensePooler pooler_;
};

std::unique_ptr<Encoder> makeEncoder(const ModelConfig& config, const Parameters& parameters) {
    return std::make_unique<BertEncoder>(config, parameters);
}

} // namespace

const BlockNames& bertBlockNames() {
    static const BlockNames names{
        "attention.self.query",   "attention.self.key",         "attention.self.value",
        "attention.output.dense", "attention.output.LayerNorm", "intermediate.dense",
        "output.dense",           "output.LayerNorm",           "attention.self.distance_embedding.weight"};
    return names;
}

BlockSettings bertBlockSettings(const ModelConfig& c) {
    return {{.heads = c.heads, .dropout = c.attentionDropout, .keysMeetDistances = c.keysMeetDistances},
            c.activation,
            c.hiddenDropout,
            c.hiddenDropout};
}

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
    if (c.typeVocabularySize < 0 || c.typeVocabularySize > 1024)
        failKey(origin, "type_vocab_size", "0 to 1024", memberOf(json, "type_vocab_size"));
    checkActivation(c.activation, "hidden_act", origin);
    return c;
}

void readPositionType(ModelConfig& config, const Json& json, const std::string& origin) {
    const auto type = valueOr<std::string>(json, "position_embedding_type", "absolute", origin);
    if (type != "absolute" && type != "relative_key" && type != "relative_key_query")
        failKey(origin, "position_embedding_type", "absolute, relative_key or relative_key_query", type);
    config.positionTable = type == "absolute";
    config.queriesMeetDistances = !config.positionTable;
    config.keysMeetDistances = type == "relative_key_query";
}

void startBehindPadding(ModelConfig& config, const Json& json, const std::string& origin) {
    const auto padding = valueOr<std::int64_t>(json, "pad_token_id", 1, origin);
    if (padding < 0 || padding >= config.maxPositions)
        failKey(origin, "pad_token_id", "an id below max_position_embeddings",
                memberOf(json, "pad_token_id"));
    config.firstPosition = padding + 1;
}

void addBertEmbeddings(SpecList& specs, const ModelConfig& c, const std::string& prefix, std::int64_t width,
                       std::int64_t normWidth) {
    const auto start = prefix + "embeddings.";
    specs.table(start + "word_embeddings.weight", c.vocabularySize, width);
    if (c.positionTable) specs.normal(start + "position_embeddings.weight", {c.maxPositions, width});
    if (c.typeVocabularySize > 0)
        specs.normal(start + "token_type_embeddings.weight", {c.typeVocabularySize, width});
    specs.norm(start + "LayerNorm", normWidth > 0 ? normWidth : width);
}

BertEmbeddings::BertEmbeddings(const ModelConfig& config, const Parameters& p, const std::string& prefix)
    : words_(p.at(prefix + "embeddings.word_embeddings.weight")),
      positions_(p.find(prefix + "embeddings.position_embeddings.weight")),
      types_(p.find(prefix + "embeddings.token_type_embeddings.weight")),
      firstPosition_(config.firstPosition), norm_(p, prefix + "embeddings.LayerNorm", config.normEpsilon),
      dropout_(config.hiddenDropout) {}

torch::Tensor BertEmbeddings::sum(const TokenBatch& batch) const {
    auto sum = wordsOf(words_, batch);
    if (types_.defined()) sum = sum + torch::embedding(types_, batch.typeIds);
    return positions_.defined() ? sum + torch::embedding(positions_, batch.positions + firstPosition_) : sum;
}

torch::Tensor BertEmbeddings::closed(const torch::Tensor& sum, const Forward& forward) const {
    return normalEmbeddings(sum, norm_, dropout_, forward);
}

torch::Tensor BertEmbeddings::operator()(const TokenBatch& batch, const Forward& forward) const {
    return closed(sum(batch), forward);
}

extern const Family bertFamily{
    .modelType = "bert",
    .title = "BERT",
    .prefix = "bert.",
    .headPrefix = "classifier.",
    .classifierArchitecture = "BertForSequenceClassification",
    .tokenHeads = {wordLabels("Bert"),
                   answerSpans("Bert"),
                   {.task = "masked-lm",
                    .architecture = "BertForMaskedLM",
                    .projection = "cls.predictions.decoder",
                    .bias = "cls.predictions.bias",
                    .dense = "cls.predictions.transform.dense",
                    .norm = "cls.predictions.transform.LayerNorm",
                    .overWords = true,
                    .words = "bert.embeddings.word_embeddings"},
                   {.task = "pretraining",
                    .architecture = "BertForPreTraining",
                    .projection = "cls.predictions.decoder",
                    .bias = "cls.predictions.bias",
                    .dense = "cls.predictions.transform.dense",
                    .norm = "cls.predictions.transform.LayerNorm",
                    .overWords = true,
                    .words = "bert.embeddings.word_embeddings",
                    .textHead = "cls.seq_relationship"}},
    .otherHeads = {"cls.", "qa_outputs."},
    .buffers = {"embeddings.position_ids", "bert.embeddings.position_ids", unusedPositions},
    .projections = {},
    .lastBlock = LastBlock::Nothing,
    .readConfig = readConfig,
    .tensors = tensors,
    .makeEncoder = makeEncoder,
};

} // namespace espalier
