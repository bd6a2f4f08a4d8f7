// RoBERTa: Liu et al. 2019, arXiv:1907.11692; XLM-RoBERTa: Conneau et al. 2020, arXiv:1911.02116; CamemBERT:
// Martin et al. 2020, arXiv:1911.03894. BERT's blocks; positions begin behind that of padding; the head has
// two layers.
#include "core/model/families/roberta.h"

namespace espalier {

namespace {

constexpr const char* blocks = "roberta.encoder.layer.";

ModelConfig readConfig(const Json& json, const std::string& origin) {
    auto c = readBertConfig(json, origin);
    readPositionType(c, json, origin);
    startBehindPadding(c, json, origin);
    return c;
}

std::vector<TensorSpec> tensors(const ModelConfig& c, std::int64_t labels) {
    SpecList specs;
    addBertEmbeddings(specs, c, "roberta.", c.hiddenSize);
    specs.postNormBlocks(c, blocks, bertBlockNames());
    specs.poolerAndHead("classifier.dense", "classifier.out_proj", labels, c.hiddenSize);
    return specs.take();
}

class RobertaEncoder : public PostNormEncoder {
public:
    RobertaEncoder(const ModelConfig& c, const Parameters& p)
        : PostNormEncoder(c, p, blocks, bertBlockNames(), bertBlockSettings(c)),
          embeddings_(c, p, "roberta."), pooler_(c, p, "classifier.dense", "tanh", c.classifierDropout) {}

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
    return std::make_unique<RobertaEncoder>(config, parameters);
}

// architectures: what those of the family begin with, "Roberta".
Family family(const char* modelType, const char* title, const std::string& architectures) {
    auto family = robertaKin(modelType, title, architectures, "roberta.");
    family.lastBlock = LastBlock::Nothing;
    family.tensors = tensors;
    family.makeEncoder = makeEncoder;
    return family;
}

} // namespace

Family robertaKin(const char* modelType, const char* title, const std::string& architectures,
                  const std::string& prefix) {
    return {
        .modelType = modelType,
        .title = title,
        .prefix = prefix,
        .headPrefix = "classifier.out_proj.",
        .classifierArchitecture = architectures + "ForSequenceClassification",
        .tokenHeads = {wordLabels(architectures),
                       answerSpans(architectures),
                       {.task = "masked-lm",
                        .architecture = architectures + "ForMaskedLM",
                        .projection = "lm_head.decoder",
                        .bias = "lm_head.bias",
                        .dense = "lm_head.dense",
                        .norm = "lm_head.layer_norm",
                        .activation = "gelu",
                        .overWords = true,
                        .words = prefix + "embeddings.word_embeddings"}},
        .otherHeads = {"lm_head.", "qa_outputs.", "classifier.", "pooler.", prefix + "pooler."},
        .buffers = {"embeddings.position_ids", prefix + "embeddings.position_ids", unusedPositions},
        .projections = {},
        .lastBlock = LastBlock::Everything,
        .readConfig = readConfig,
        .tensors = nullptr,
        .makeEncoder = nullptr,
    };
}

extern const Family robertaFamily = family("roberta", "RoBERTa", "Roberta");
extern const Family xlmRobertaFamily = family("xlm-roberta", "XLM-RoBERTa", "XLMRoberta");
extern const Family camembertFamily = family("camembert", "CamemBERT", "Camembert");

} // namespace espalier
