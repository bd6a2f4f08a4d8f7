// MPNet: Song et al. 2020, arXiv:2004.09297. BERT's blocks, in which a bias by distance is added to the
// scores, the same in all of them; no token types; positions begin behind that of padding; the head has two
// layers.
#include "core/model/families/bert.h"
#include "core/model/layers/RelativePositions.h"

namespace espalier {

namespace {

constexpr const char* blocks = "mpnet.encoder.layer.";
constexpr const char* distances = "mpnet.encoder.relative_attention_bias.weight";
const BlockNames names{"attention.attn.q",    "attention.attn.k",   "attention.attn.v", "attention.attn.o",
                       "attention.LayerNorm", "intermediate.dense", "output.dense",     "output.LayerNorm"};

ModelConfig readConfig(const Json& json, const std::string& origin) {
    auto c = readBertConfig(json, origin);
    c.vocabularySize = valueOr<std::int64_t>(json, "vocab_size", 30527, origin);
    c.typeVocabularySize = 0;
    c.firstPosition = 2; // fixed in the family
    c.distanceBuckets = valueOr<std::int64_t>(json, "relative_attention_num_buckets", 32, origin);
    if (c.distanceBuckets < 4 || c.distanceBuckets > 4096)
        failKey(origin, "relative_attention_num_buckets", "4 to 4096",
                memberOf(json, "relative_attention_num_buckets"));
    return c;
}

std::vector<TensorSpec> tensors(const ModelConfig& c, std::int64_t labels) {
    SpecList specs;
    addBertEmbeddings(specs, c, "mpnet.", c.hiddenSize);
    specs.normal(distances, {c.distanceBuckets, c.heads}); // all blocks read it
    specs.postNormBlocks(c, blocks, names);
    specs.poolerAndHead("classifier.dense", "classifier.out_proj", labels, c.hiddenSize);
    return specs.take();
}

class MpnetEncoder : public PostNormEncoder {
public:
    MpnetEncoder(const ModelConfig& c, const Parameters& p)
        : PostNormEncoder(c, p, blocks, names, bertBlockSettings(c)), embeddings_(c, p, "mpnet."),
          distances_(p.at(distances)), pooler_(c, p, "classifier.dense", "tanh", c.hiddenDropout) {
        buckets_.count = c.distanceBuckets;
    }

    torch::Tensor embed(const TokenBatch& batch, const Forward& forward) const override {
        return embeddings_(batch, forward);
    }

    torch::Tensor pool(const torch::Tensor& gathered, const Forward& forward) const override {
        return pooler_(gathered, forward);
    }

private:
    AttentionSettings attentionIn(const TokenBatch& batch) const override {
        auto settings = PostNormEncoder::attentionIn(batch);
        settings.bias = biasByDistance(distances_, buckets_, batch.longest);
        return settings;
    }

    BertEmbeddings embeddings_;
    torch::Tensor distances_;
    DistanceBuckets buckets_;
    DensePooler pooler_;
};

std::unique_ptr<Encoder> makeEncoder(const ModelConfig& config, const Parameters& parameters) {
    return std::make_unique<MpnetEncoder>(config, parameters);
}

} // namespace

extern const Family mpnetFamily{
    .modelType = "mpnet",
    .title = "MPNet",
    .prefix = "mpnet.",
    .headPrefix = "classifier.out_proj.",
    .classifierArchitecture = "MPNetForSequenceClassification",
    .tokenHeads = {wordLabels("MPNet"),
                   answerSpans("MPNet"),
                   {.task = "masked-lm",
                    .architecture = "MPNetForMaskedLM",
                    .projection = "lm_head.decoder",
                    .bias = "lm_head.bias",
                    .dense = "lm_head.dense",
                    .norm = "lm_head.layer_norm",
                    .activation = "gelu",
                    .overWords = true,
                    .words = "mpnet.embeddings.word_embeddings"}},
    .otherHeads = {"lm_head.", "qa_outputs.", "classifier.", "pooler.", "mpnet.pooler."},
    .buffers = {"embeddings.position_ids", "mpnet.embeddings.position_ids"},
    .projections = {{"query", "q"}, {"key", "k"}, {"value", "v"}, {"dense", "o"}},
    .readConfig = readConfig,
    .tensors = tensors,
    .makeEncoder = makeEncoder,
};

} // namespace espalier
