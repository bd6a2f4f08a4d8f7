#pragma once
// Heads that say something of every token: token classification, question answering, masked and causal
// language models. What they are called differs from family to family, what they compute does not.
#include "core/model/families/SpecList.h"
#include "core/model/layers/Linear.h"

namespace espalier {

class TokenHead {
public:
    // The layout must outlive the head.
    TokenHead(const TokenHeadLayout& layout, const ModelConfig& config, const Parameters& parameters);

    torch::Tensor operator()(const torch::Tensor& hidden,
                             const Forward& forward) const; // [tokens, outputs], float32

private:
    const TokenHeadLayout& layout_;
    std::string activation_;
    double dropout_;
    std::optional<Linear> dense_;
    std::optional<LayerNorm> norm_;
    torch::Tensor projection_, bias_; // float32: it decides; bias_ may be undefined
};

// The layout by which this config's family answers for every token; throws Error(Mismatch) that lists those
// there are.
const TokenHeadLayout& tokenHeadOf(const ModelConfig& config, const std::string& task);

// The weights of the head, at the rung at hand; labels: of token classification.
void addTokenHead(SpecList& specs, const TokenHeadLayout& layout, const ModelConfig& config,
                  std::int64_t labels);

} // namespace espalier
