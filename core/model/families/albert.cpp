// ALBERT: Lan et al. 2020, arXiv:1909.11942. BERT's blocks, of which all (or all of a group) are one;
// embeddings are narrower.
#include "core/model/families/bert.h"

namespace espalier {

namespace {

const BlockNames names{"attention.query",     "attention.key", "attention.value", "attention.dense",
                       "attention.LayerNorm", "ffn",           "ffn_output",      "full_layer_layer_norm"};

ModelConfig readConfig(const Json& json, const std::string& origin) {
    auto c = readBertConfig(json, origin);
    const auto size = [&](const char* key, std::int64_t fallback) {
        return valueOr<std::int64_t>(json, key, fallback, origin);
    };
    // Defaults are those of Transformers' AlbertConfig where they differ from BERT's.
    c.vocabularySize = size("vocab_size", 30000);
    c.hiddenSize = size("hidden_size", 4096);
    c.heads = size("num_attention_heads", 64);
    c.intermediateSize = size("intermediate_size", 16384);
    c.embeddingSize = size("embedding_size", 128);
    c.activation = valueOr<std::string>(json, "hidden_act", "gelu_new", origin);
    c.hiddenDropout = valueOr<double>(json, "hidden_dropout_prob", 0, origin);
    c.attentionDropout = valueOr<double>(json, "attention_probs_dropout_prob", 0, origin);
    c.classifierDropout = valueOr<double>(json, "classifier_dropout_prob", 0.1, origin);
    c.blockGroups = size("num_hidden_groups", 1);
    if (c.embeddingSize < 1 || c.embeddingSize > c.hiddenSize)
        failKey(origin, "embedding_size", "1 to hidden_size", c.embeddingSize);
    if (c.blockGroups < 1 || c.blockGroups > std::max<std::int64_t>(1, c.blocks))
        failKey(origin, "num_hidden_groups", "1 to num_hidden_layers", memberOf(json, "num_hidden_groups"));
    const auto positions = valueOr<std::string>(json, "position_embedding_type", "absolute", origin);
    if (positions != "absolute") failKey(origin, "position_embedding_type", "absolute", positions);
    if (size("inner_group_num", 1) != 1)
        failKey(origin, "inner_group_num", "1", memberOf(json, "inner_group_num"));
    return c;
}

std::int64_t groupOf(std::int64_t block, const ModelConfig& c) {
    return block * c.blockGroups / c.blocks;
}

std::string blockPrefix(std::int64_t group) {
    return fmt::format("albert.encoder.albert_layer_groups.{}.albert_layers.0.", group);
}

std::vector<std::string> blockPrefixes(const ModelConfig& c) {
    std::vector<std::string> prefixes;
    for (std::int64_t i = 0; i < c.blocks; ++i) prefixes.push_back(blockPrefix(groupOf(i, c)));
    return prefixes;
}

std::vector<TensorSpec> tensors(const ModelConfig& c, std::int64_t labels) {
    SpecList specs;
    addBertEmbeddings(specs, c, "albert.", c.embeddingSize);
    specs.linear("albert.encoder.embedding_hidden_mapping_in", c.hiddenSize, c.embeddingSize);
    for (std::int64_t i = 0; i < c.blocks; ++i) { // what blocks share is the lowest one's
        specs.nextRung();
        if (i == 0 || groupOf(i, c) != groupOf(i - 1, c))
            specs.postNormBlock(c, blockPrefix(groupOf(i, c)), names);
    }
    specs.poolerAndHead("albert.pooler", "classifier", labels, c.hiddenSize);
    return specs.take();
}

BlockSettings blockSettings(const ModelConfig& c) {
    auto settings = bertBlockSettings(c);
    settings.outputDropout = 0;
    return settings;
}

class AlbertEncoder : public PostNormEncoder {
public:
    AlbertEncoder(const ModelConfig& c, const Parameters& p)
        : PostNormEncoder(c, p, blockPrefixes(c), names, blockSettings(c)), embeddings_(c, p, "albert."),
          project_(p, "albert.encoder.embedding_hidden_mapping_in"), pooler_(c, p, "albert.pooler", "tanh") {}

    torch::Tensor embed(const TokenBatch& batch, const Forward& forward) const override {
        return project_(embeddings_(batch, forward), forward);
    }

    torch::Tensor pool(const torch::Tensor& gathered, const Forward& forward) const override {
        return pooler_(gathered, forward);
    }

private:
    BertEmbeddings embeddings_;
    Linear project_;
    DensePooler pooler_;
};

std::unique_ptr<Encoder> makeEncoder(const ModelConfig& config, const Parameters& parameters) {
    return std::make_unique<AlbertEncoder>(config, parameters);
}

} // namespace

extern const Family albertFamily{
    .modelType = "albert",
    .title = "ALBERT",
    .prefix = "albert.",
    .headPrefix = "classifier.",
    .classifierArchitecture = "AlbertForSequenceClassification",
    .tokenHeads = {wordLabels("Albert"),
                   answerSpans("Albert"),
                   {.task = "masked-lm",
                    .architecture = "AlbertForMaskedLM",
                    .projection = "predictions.decoder",
                    .bias = "predictions.bias",
                    .dense = "predictions.dense",
                    .norm = "predictions.LayerNorm",
                    .overWords = true,
                    .words = "albert.embeddings.word_embeddings"}},
    .otherHeads = {"predictions.", "sop_classifier.", "qa_outputs."},
    .buffers = {"embeddings.position_ids", "albert.embeddings.position_ids"},
    .projections = {},
    .lastBlock = LastBlock::Nothing,
    .readConfig = readConfig,
    .tensors = tensors,
    .makeEncoder = makeEncoder,
};

} // namespace espalier
