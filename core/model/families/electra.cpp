// ELECTRA: Clark et al. 2020, arXiv:2003.10555. BERT's blocks under embeddings that may be narrower; a layer
// with GELU stands before the classifier.
#include "core/model/families/bert.h"

namespace espalier {

namespace {

constexpr const char* blocks = "electra.encoder.layer.";

bool isNarrow(const ModelConfig& c) {
    return c.embeddingSize != c.hiddenSize;
}

ModelConfig readConfig(const Json& json, const std::string& origin) {
    auto c = readBertConfig(json, origin);
    readPositionType(c, json, origin);
    c.embeddingSize = valueOr<std::int64_t>(json, "embedding_size", 128, origin);
    if (c.embeddingSize < 1 || c.embeddingSize > c.hiddenSize)
        failKey(origin, "embedding_size", "1 to hidden_size", c.embeddingSize);
    return c;
}

std::vector<TensorSpec> tensors(const ModelConfig& c, std::int64_t labels) {
    SpecList specs;
    addBertEmbeddings(specs, c, "electra.", c.embeddingSize);
    if (isNarrow(c)) specs.linear("electra.embeddings_project", c.hiddenSize, c.embeddingSize);
    specs.postNormBlocks(c, blocks, bertBlockNames());
    specs.poolerAndHead("classifier.dense", "classifier.out_proj", labels, c.hiddenSize);
    return specs.take();
}

class ElectraEncoder : public PostNormEncoder {
public:
    ElectraEncoder(const ModelConfig& c, const Parameters& p)
        : PostNormEncoder(c, p, blocks, bertBlockNames(), bertBlockSettings(c)),
          embeddings_(c, p, "electra."), pooler_(c, p, "classifier.dense", "gelu", c.classifierDropout) {
        if (isNarrow(c)) project_.emplace(p, "electra.embeddings_project");
    }

    torch::Tensor embed(const TokenBatch& batch, const Forward& forward) const override {
        const auto embedded = embeddings_(batch, forward);
        return project_ ? (*project_)(embedded, forward) : embedded;
    }

    torch::Tensor pool(const torch::Tensor& gathered, const Forward& forward) const override {
        return pooler_(gathered, forward);
    }

private:
    BertEmbeddings embeddings_;
    std::optional<Linear> project_; // where embeddings are narrower than the blocks
    DensePooler pooler_;
};

std::unique_ptr<Encoder> makeEncoder(const ModelConfig& config, const Parameters& parameters) {
    return std::make_unique<ElectraEncoder>(config, parameters);
}

} // namespace

extern const Family electraFamily{
    .modelType = "electra",
    .title = "ELECTRA",
    .prefix = "electra.",
    .headPrefix = "classifier.out_proj.",
    .classifierArchitecture = "ElectraForSequenceClassification",
    .tokenHeads = {wordLabels("Electra"),
                   answerSpans("Electra"),
                   {.task = "masked-lm",
                    .architecture = "ElectraForMaskedLM",
                    .projection = "generator_lm_head",
                    .bias = "generator_lm_head.bias",
                    .dense = "generator_predictions.dense",
                    .norm = "generator_predictions.LayerNorm",
                    .activation = "gelu",
                    .overWords = true,
                    .words = "electra.embeddings.word_embeddings"}},
    .otherHeads = {"discriminator_predictions.", "generator_predictions.", "generator_lm_head.",
                   "qa_outputs."},
    .buffers = {"embeddings.position_ids", "electra.embeddings.position_ids", unusedPositions},
    .projections = {},
    .lastBlock = LastBlock::Nothing,
    .readConfig = readConfig,
    .tensors = tensors,
    .makeEncoder = makeEncoder,
};

} // namespace espalier
