#pragma once
// What families that descend from BERT take over from it.
#include "core/model/families/PostNormEncoder.h"

namespace espalier {

// The keys of config.json that they share; classifierDropout is the hidden one.
ModelConfig readBertConfig(const Json& json, const std::string& origin);

const BlockNames& bertBlockNames();
BlockSettings bertBlockSettings(const ModelConfig& config);

// prefix: "bert."; width: of the embeddings, which may be narrower than the blocks.
void addBertEmbeddings(SpecList& specs, const ModelConfig& config, const std::string& prefix,
                       std::int64_t width);

// Words, positions and token types, summed and normalised.
class BertEmbeddings {
public:
    BertEmbeddings(const ModelConfig& config, const Parameters& parameters, const std::string& prefix);
    torch::Tensor operator()(const TokenBatch& batch,
                             const Forward& forward) const; // [tokens, width], compute precision

private:
    torch::Tensor words_, positions_, types_;
    LayerNorm norm_;
    double dropout_;
};

} // namespace espalier
