#pragma once
// A transformer block that normalises after each of its halves, as BERT and its kin have it: Devlin et al.
// 2019.
#include "core/model/TokenBatch.h"
#include "core/model/layers/Linear.h"

namespace espalier {

// What a family calls the parts of a block, behind the block's own prefix.
struct BlockNames {
    std::string query, key, value, attentionOutput, attentionNorm, inner, output, outputNorm;
};

struct BlockSettings {
    std::int64_t heads = 1;
    std::string activation; // of the inner layer
    double attentionDropout = 0, attentionOutputDropout = 0, outputDropout = 0;
};

class PostNormBlock {
public:
    PostNormBlock(const Parameters& parameters, const std::string& prefix, const BlockNames& names,
                  double normEpsilon);

    // The output for the tokens that ask; all tokens of their segments answer. asking, all: [tokens, dim], or
    // asking [segments, dim] on the CPU → as asking.
    torch::Tensor operator()(const torch::Tensor& asking, const torch::Tensor& all, const TokenBatch& batch,
                             const BlockSettings& settings, const Forward& forward) const;

private:
    Linear query_, key_, value_, attentionOutput_;
    LayerNorm attentionNorm_;
    Linear inner_, output_;
    LayerNorm outputNorm_;
};

// "gelu", "gelu_new" or "relu".
torch::Tensor activated(const torch::Tensor& x, const std::string& activation);

} // namespace espalier
