// DeBERTa-v2 and v3: He et al. 2021, arXiv:2006.03654, and arXiv:2111.09543. BERT's blocks with disentangled
// attention: what a token says and how far away it stands are scored apart; in the large models of version 2
// the lowest block also looks at each token's neighbours.
#include "core/model/families/bert.h"
#include "core/model/layers/Activation.h"
#include "core/model/layers/Padding.h"
#include "core/model/layers/RelativePositions.h"
#include "core/model/layers/SimilarLengths.h"

#include <cmath>
#include <sstream>

namespace espalier {

namespace {

constexpr const char* blocks = "deberta.encoder.layer.";
constexpr const char* distances = "deberta.encoder.rel_embeddings.weight";
constexpr const char* distanceNorm = "deberta.encoder.LayerNorm";
constexpr const char* convolution = "deberta.encoder.conv.conv";
constexpr const char* convolutionNorm = "deberta.encoder.conv.LayerNorm";
const BlockNames names{"attention.self.query_proj",
                       "attention.self.key_proj",
                       "attention.self.value_proj",
                       "attention.output.dense",
                       "attention.output.LayerNorm",
                       "intermediate.dense",
                       "output.dense",
                       "output.LayerNorm"};

// What DeBERTa's config.json says beyond a ModelConfig.
struct Disentangled {
    std::int64_t farthest = 0, span = 0; // distances beyond are as far as these
    bool contentToPosition = false, positionToContent = false, sharedProjections = false, normed = false;
    std::string poolerActivation, convolutionActivation;
    double poolerDropout = 0;
    std::int64_t convolution = 0,
                 convolutionGroups = 1; // so many neighbours, beside the lowest block; 0: none

    double scoreKinds() const { return 1 + contentToPosition + positionToContent; }
};

// "p2c|c2p", or a list of the two
std::vector<std::string> scoreKindsIn(const Json& json, const std::string& origin) {
    const auto found = memberOf(json, "pos_att_type");
    std::vector<std::string> kinds;
    if (found.is_array())
        for (const auto& kind : found) kinds.push_back(kind.is_string() ? kind.get<std::string>() : "?");
    else if (found.is_string())
        for (std::istringstream parts(found.get<std::string>()); parts;) {
            std::string kind;
            if (std::getline(parts, kind, '|')) kinds.push_back(kind);
        }
    for (const auto& kind : kinds)
        if (kind != "c2p" && kind != "p2c") failKey(origin, "pos_att_type", "c2p, p2c", found);
    return kinds;
}

Disentangled disentangledOf(const ModelConfig& c, const std::string& origin) {
    const auto& json = c.json;
    const auto kinds = scoreKindsIn(json, origin);
    const auto has = [&](const char* kind) {
        return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
    };
    Disentangled d;
    d.contentToPosition = has("c2p");
    d.positionToContent = has("p2c");
    d.farthest = valueOr<std::int64_t>(json, "max_relative_positions", -1, origin);
    if (d.farthest < 1) d.farthest = c.maxPositions;
    d.span = c.distanceBuckets > 0 ? c.distanceBuckets : d.farthest;
    d.sharedProjections = valueOr<bool>(json, "share_att_key", false, origin);
    d.normed =
        valueOr<std::string>(json, "norm_rel_ebd", "none", origin).find("layer_norm") != std::string::npos;
    d.poolerActivation = valueOr<std::string>(json, "pooler_hidden_act", "gelu", origin);
    d.poolerDropout = valueOr<double>(json, "pooler_dropout", 0, origin);
    d.convolution = valueOr<std::int64_t>(json, "conv_kernel_size", 0, origin);
    d.convolutionGroups = valueOr<std::int64_t>(json, "conv_groups", 1, origin);
    d.convolutionActivation = valueOr<std::string>(json, "conv_act", "tanh", origin);
    return d;
}

ModelConfig readConfig(const Json& json, const std::string& origin) {
    const auto size = [&](const char* key, std::int64_t fallback) {
        return valueOr<std::int64_t>(json, key, fallback, origin);
    };
    auto c = readBertConfig(json, origin);
    // Defaults are those of Transformers' DebertaV2Config where they differ from BERT's.
    c.vocabularySize = size("vocab_size", 128100);
    c.typeVocabularySize = size("type_vocab_size", 0);
    c.normEpsilon = valueOr<double>(json, "layer_norm_eps", 1e-7, origin);
    c.embeddingSize = size("embedding_size", c.hiddenSize);
    c.distanceBuckets = size("position_buckets", -1);
    c.classifierDropout = valueOr<double>(json, "cls_dropout", c.hiddenDropout, origin);
    c.positionTable = valueOr<bool>(json, "position_biased_input", true, origin);
    c.json = json;
    if (!valueOr<bool>(json, "relative_attention", false, origin))
        failKey(origin, "relative_attention", "true", memberOf(json, "relative_attention"));
    if (size("pooler_hidden_size", c.hiddenSize) != c.hiddenSize)
        failKey(origin, "pooler_hidden_size", "hidden_size", memberOf(json, "pooler_hidden_size"));
    if (c.embeddingSize < 1 || c.embeddingSize > c.hiddenSize)
        failKey(origin, "embedding_size", "1 to hidden_size", c.embeddingSize);
    const auto d = disentangledOf(c, origin);
    checkActivation(d.poolerActivation, "pooler_hidden_act", origin);
    checkActivation(d.convolutionActivation, "conv_act", origin);
    if (d.convolution < 0 || d.convolution > 99 || (d.convolution > 0 && d.convolution % 2 == 0))
        failKey(origin, "conv_kernel_size", "an odd number to 99, or 0 for none",
                memberOf(json, "conv_kernel_size"));
    if (d.convolutionGroups < 1 || c.hiddenSize % d.convolutionGroups != 0)
        failKey(origin, "conv_groups", "a divisor of hidden_size", memberOf(json, "conv_groups"));
    if (c.distanceBuckets > 1 << 16 || (c.distanceBuckets > 0 && c.distanceBuckets < 4))
        failKey(origin, "position_buckets", "4 to 65536, or -1 for none", memberOf(json, "position_buckets"));
    if (d.farthest > 1 << 24 || d.farthest <= d.span / 2 + 1)
        failKey(origin, "max_relative_positions", "more than half of position_buckets",
                memberOf(json, "max_relative_positions"));
    return c;
}

std::vector<TensorSpec> tensors(const ModelConfig& c, std::int64_t labels) {
    const auto d = disentangledOf(c, "");
    SpecList specs;
    addBertEmbeddings(specs, c, "deberta.", c.embeddingSize, c.hiddenSize);
    if (c.embeddingSize != c.hiddenSize)
        specs.matrix("deberta.embeddings.embed_proj", c.hiddenSize, c.embeddingSize);
    specs.normal(distances, {2 * d.span, c.hiddenSize}); // all blocks read it
    if (d.normed) specs.norm(distanceNorm, c.hiddenSize);
    for (std::int64_t i = 0; i < c.blocks; ++i) {
        specs.nextRung();
        const auto prefix = fmt::format("{}{}.", blocks, i);
        specs.postNormBlock(c, prefix, names);
        if (i == 0 && d.convolution > 0) {
            specs.normal(std::string(convolution) + ".weight",
                         {c.hiddenSize, c.hiddenSize / d.convolutionGroups, d.convolution});
            specs.add(std::string(convolution) + ".bias", {c.hiddenSize}, TensorSpec::Start::Zeros);
            specs.norm(convolutionNorm, c.hiddenSize);
        }
        if (d.sharedProjections) continue;
        if (d.contentToPosition)
            specs.linear(prefix + "attention.self.pos_key_proj", c.hiddenSize, c.hiddenSize);
        if (d.positionToContent)
            specs.linear(prefix + "attention.self.pos_query_proj", c.hiddenSize, c.hiddenSize);
    }
    specs.poolerAndHead("pooler.dense", "classifier", labels, c.hiddenSize);
    return specs.take();
}

// Each token with its neighbours, added to what leaves the lowest block: in the large models of version 2.
class NeighbourLayer {
public:
    NeighbourLayer(const Disentangled& d, const Parameters& p, double epsilon)
        : weight_(p.at(std::string(convolution) + ".weight")),
          bias_(p.at(std::string(convolution) + ".bias")), norm_(p, convolutionNorm, epsilon),
          groups_(d.convolutionGroups), activation_(d.convolutionActivation) {}

    // in, out: what enters and leaves the block, [tokens, dim] → likewise
    torch::Tensor operator()(const torch::Tensor& in, const torch::Tensor& out, const TokenBatch& batch,
                             double dropoutP, const Forward& forward) const {
        const Padding padding(batch);
        const auto type = in.scalar_type();
        const auto around = torch::conv1d(padding.rows(in).transpose(1, 2), weight_.to(type), bias_.to(type),
                                          1, weight_.size(2) / 2, 1, groups_);
        const auto packed = padding.packed(around.transpose(1, 2).unsqueeze(0), in.size(0));
        return norm_(out + activated(dropout(packed, dropoutP, forward), activation_));
    }

private:
    torch::Tensor weight_, bias_;
    LayerNorm norm_;
    std::int64_t groups_;
    std::string activation_;
};

class DebertaEncoder : public PostNormEncoder {
public:
    DebertaEncoder(const ModelConfig& c, const Parameters& p)
        : PostNormEncoder(c, p, blocks, names, bertBlockSettings(c)), settings_(bertBlockSettings(c)),
          d_(disentangledOf(c, "")), buckets_(c.distanceBuckets), embeddings_(c, p, "deberta."),
          distances_(p.at(distances)), pooler_(c, p, "pooler.dense", d_.poolerActivation, d_.poolerDropout) {
        if (c.embeddingSize != c.hiddenSize) project_.emplace(p, "deberta.embeddings.embed_proj");
        if (d_.normed) norm_.emplace(p, distanceNorm, c.normEpsilon);
        if (d_.convolution > 0) convolution_.emplace(d_, p, c.normEpsilon);
        if (d_.sharedProjections) return;
        for (std::int64_t i = 0; i < c.blocks; ++i) {
            const auto prefix = fmt::format("{}{}.attention.self.", blocks, i);
            if (d_.contentToPosition) distanceKeys_.emplace_back(p, prefix + "pos_key_proj");
            if (d_.positionToContent) distanceQueries_.emplace_back(p, prefix + "pos_query_proj");
        }
    }

    torch::Tensor embed(const TokenBatch& batch, const Forward& forward) const override {
        const auto sum = embeddings_.sum(batch);
        return embeddings_.closed(project_ ? (*project_)(sum, forward) : sum, forward);
    }

    torch::Tensor block(std::int64_t index, const torch::Tensor& x, const TokenBatch& batch,
                        const Forward& forward) const override {
        const auto out = at(index).closed(mix(index, x, batch, forward), x, settings_, forward);
        if (index > 0 || !convolution_) return out;
        return (*convolution_)(x, out, batch, settings_.outputDropout, forward);
    }

    torch::Tensor gatheredBlock(std::int64_t index, const torch::Tensor& x, const TokenBatch& batch,
                                const Forward& forward) const override {
        if (index == 0 && convolution_) return gather(block(index, x, batch, forward), batch);
        const auto all = mix(index, x, batch, forward);
        return at(index).closed(gather(all, batch), gather(x, batch), settings_, forward);
    }

    torch::Tensor pool(const torch::Tensor& gathered, const Forward& forward) const override {
        return pooler_(gathered, forward);
    }

private:
    torch::Tensor mix(std::int64_t index, const torch::Tensor& x, const TokenBatch& batch,
                      const Forward& forward) const {
        const auto& block = at(index);
        const auto far = projected(index, batch.longest, x.scalar_type(), forward);
        return attendBySimilarLength(
            block.query()(x, forward), block.key()(x, forward), block.value()(x, forward), batch,
            [&](const auto& query, const auto& key, const auto& value, const auto& part) {
                return attend(query, key, value, far, part, forward);
            });
    }

    // What stands for distances, by head [heads, size, rows]: from row `first` of the table on. Undefined
    // where the model has none.
    struct Far {
        std::int64_t first = 0;
        torch::Tensor keys, queries;
    };

    // int64 [2 * longest − 1]: the table's row for every distance, from 1 − longest on
    torch::Tensor rowsFor(std::int64_t longest) const {
        return (logarithmicDistances(longest, buckets_, d_.farthest) + d_.span).clamp(0, 2 * d_.span - 1);
    }

    // Of the rows that texts of this length can need.
    Far projected(std::int64_t index, std::int64_t longest, torch::ScalarType type,
                  const Forward& forward) const {
        const auto row = rowsFor(longest);
        Far far{row[0].item<std::int64_t>(), {}, {}};
        const auto used = distances_.slice(0, far.first, row[-1].item<std::int64_t>() + 1);
        const auto table =
            dropout((norm_ ? (*norm_)(used) : used).to(type), settings_.outputDropout, forward);
        const auto heads = settings_.attention.heads;
        const auto byHead = [&](const torch::Tensor& rows) {
            return rows.view({rows.size(0), heads, rows.size(1) / heads}).permute({1, 2, 0});
        };
        const auto& block = at(index);
        const auto i = static_cast<std::size_t>(index);
        if (d_.contentToPosition)
            far.keys = byHead((d_.sharedProjections ? block.key() : distanceKeys_[i])(table, forward));
        if (d_.positionToContent)
            far.queries =
                byHead((d_.sharedProjections ? block.query() : distanceQueries_[i])(table, forward));
        return far;
    }

    // Scores q·k + q·k(distance) + k·q(distance), He et al. 2021, eq. 4. → [tokens, dim]
    torch::Tensor attend(const torch::Tensor& query, const torch::Tensor& key, const torch::Tensor& value,
                         const Far& far, const TokenBatch& batch, const Forward& forward) const {
        const auto heads = settings_.attention.heads, longest = batch.longest;
        const Padding padding(batch);
        const auto q = padding.byHead(query, heads), k = padding.byHead(key, heads);
        const auto scale = 1 / std::sqrt(static_cast<double>(q.size(3)) * d_.scoreKinds());
        auto scores = torch::matmul(q, k.transpose(-1, -2));

        const auto row = rowsFor(longest);
        const auto first = row[0].item<std::int64_t>(), end = row[-1].item<std::int64_t>() + 1;
        const auto used = [&](const torch::Tensor& rows) {
            return rows.slice(2, first - far.first, end - far.first);
        };
        const auto places = torch::arange(longest, batch.starts.options());
        const auto distance = places.unsqueeze(1) - places.unsqueeze(0) + (longest - 1);
        const auto place =
            (row - first).to(query.device(), true).index_select(0, distance.flatten()).view_as(distance);
        if (far.keys.defined()) scores = scores + queryScores(q, used(far.keys), place);
        if (far.queries.defined()) scores = scores + keyScores(k, used(far.queries), place);
        return padding.mixed(scores.to(torch::kFloat32) * scale, value, heads, settings_.attention.dropout,
                             forward);
    }

    BlockSettings settings_;
    Disentangled d_;
    std::int64_t buckets_;
    BertEmbeddings embeddings_;
    torch::Tensor distances_;
    std::optional<LayerNorm> norm_;
    std::vector<Linear> distanceKeys_, distanceQueries_; // by block, where they are not those of the texts
    std::optional<Linear> project_;                      // where embeddings are narrower than the blocks
    std::optional<NeighbourLayer> convolution_;
    DensePooler pooler_;
};

std::unique_ptr<Encoder> makeEncoder(const ModelConfig& config, const Parameters& parameters) {
    return std::make_unique<DebertaEncoder>(config, parameters);
}

} // namespace

extern const Family debertaFamily{
    .modelType = "deberta-v2",
    .title = "DeBERTa",
    .prefix = "deberta.",
    .headPrefix = "classifier.",
    .classifierArchitecture = "DebertaV2ForSequenceClassification",
    .tokenHeads = {wordLabels("DebertaV2"),
                   answerSpans("DebertaV2"),
                   {.task = "masked-lm",
                    .architecture = "DebertaV2ForMaskedLM",
                    .projection = "cls.predictions.decoder",
                    .bias = "cls.predictions.bias",
                    .dense = "cls.predictions.transform.dense",
                    .norm = "cls.predictions.transform.LayerNorm",
                    .overWords = true,
                    .words = "deberta.embeddings.word_embeddings"}},
    .otherHeads = {"cls.", "lm_predictions.", "mask_predictions.", "qa_outputs.", "pooler."},
    .buffers = {"embeddings.position_ids", "deberta.embeddings.position_ids"},
    .projections = {{"query", "query_proj"}, {"key", "key_proj"}, {"value", "value_proj"}},
    .paddedAttention = true,
    .readConfig = readConfig,
    .tensors = tensors,
    .makeEncoder = makeEncoder,
};

} // namespace espalier
