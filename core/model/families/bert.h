#pragma once
// What families that descend from BERT take over from it.
#include "core/model/families/PostNormEncoder.h"

namespace espalier {

// The keys of config.json that they share; classifierDropout is the one said, else the hidden one.
ModelConfig readBertConfig(const Json& json, const std::string& origin);
// "position_embedding_type": a table of positions, or rows by distance in every block, whose model has no
// use for the table that is still in its file.
void readPositionType(ModelConfig& config, const Json& json, const std::string& origin);
constexpr const char* unusedPositions = "*.position_embeddings.weight"; // Family::buffers
// Where a text's first token has the row behind that of padding, as in RoBERTa.
void startBehindPadding(ModelConfig& config, const Json& json, const std::string& origin);

const BlockNames& bertBlockNames();
BlockSettings bertBlockSettings(const ModelConfig& config);

// prefix: "bert."; width: of the embeddings, which may be narrower than the blocks; normWidth: where that is
// another one. Without positions and token types where the config has none.
void addBertEmbeddings(SpecList& specs, const ModelConfig& config, const std::string& prefix,
                       std::int64_t width, std::int64_t normWidth = 0);

// Words, positions and token types, summed and normalised.
class BertEmbeddings {
public:
    BertEmbeddings(const ModelConfig& config, const Parameters& parameters, const std::string& prefix);
    torch::Tensor operator()(const TokenBatch& batch,
                             const Forward& forward) const; // [tokens, width], compute precision
    // Its two halves.
    torch::Tensor sum(const TokenBatch& batch) const;
    torch::Tensor closed(const torch::Tensor& sum, const Forward& forward) const;

private:
    torch::Tensor words_, positions_, types_; // the last two undefined where there are none
    std::int64_t firstPosition_;
    LayerNorm norm_;
    double dropout_;
};

} // namespace espalier
