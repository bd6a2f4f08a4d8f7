#pragma once
// A transformer block that normalises after each of its halves, as BERT and its kin have it: Devlin et al.
// 2019.
#include "core/model/layers/Attention.h"
#include "core/model/layers/JoinedLinear.h"

namespace espalier {

// What a family calls the parts of a block, behind the block's own prefix.
struct BlockNames {
    std::string query, key, value, attentionOutput, attentionNorm, inner, output, outputNorm;
    std::string distances = {}; // AttentionSettings::distances, where a model may have them
};

struct BlockSettings {
    AttentionSettings attention;
    std::string activation; // of the inner layer
    double attentionOutputDropout = 0, outputDropout = 0;
};

class PostNormBlock {
public:
    PostNormBlock(const Parameters& parameters, const std::string& prefix, const BlockNames& names,
                  double normEpsilon);

    // The output for the tokens that ask; all tokens of their segments answer. asking, all: [tokens, dim], or
    // asking [segments, dim] on the CPU → as asking.
    torch::Tensor operator()(const torch::Tensor& asking, const torch::Tensor& all, const TokenBatch& batch,
                             const BlockSettings& settings, const Forward& forward) const;
    bool firstTokensSuffice(const torch::Tensor& all, const BlockSettings& settings) const;
    // The same with a mix of the values that was made otherwise.
    torch::Tensor closed(const torch::Tensor& mix, const torch::Tensor& asking, const BlockSettings& settings,
                         const Forward& forward) const;

    const Linear& query() const { return projections_[0]; }
    const Linear& key() const { return projections_[1]; }
    const Linear& value() const { return projections_[2]; }

private:
    AttentionSettings attends(const BlockSettings& settings) const;

    JoinedLinear projections_; // query, key and value
    Linear attentionOutput_;
    LayerNorm attentionNorm_;
    Linear inner_, output_;
    LayerNorm outputNorm_;
    torch::Tensor distances_; // AttentionSettings::distances
};

} // namespace espalier
