#pragma once
// What the head reads of a text, where it is not what the family's own pooler makes of it.
#include "core/model/TokenBatch.h"

#include <string>

namespace espalier {

// hidden: [tokens, dim] → [segments, dim]
torch::Tensor firstTokens(const torch::Tensor& hidden, const TokenBatch& batch);
torch::Tensor lastTokens(const torch::Tensor& hidden, const TokenBatch& batch);

// "mean" or "max" over a text's tokens. hidden: [tokens, dim] → [segments, dim], float32.
torch::Tensor pooledOver(const std::string& how, const torch::Tensor& hidden, const TokenBatch& batch);

// The mean weighted by softmax(hidden · query), query: [dim]: attention with one learned question, Yang et
// al. 2016 (Hierarchical Attention Networks) without its hidden layer.
torch::Tensor pooledByAttention(const torch::Tensor& query, const torch::Tensor& hidden,
                                const TokenBatch& batch);

} // namespace espalier
