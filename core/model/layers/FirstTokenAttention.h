#pragma once
// Attention of the one query that the last block asks of a text, without keys and values of all its tokens.
// With the rows W and biases b of a head,
//     q · (W x + b) = (W' q) · x + q · b   and   Σ p (W x + b) = W Σ p x + b Σ p,
// so that W meets one row a text instead of one a token: DeepSeek-AI 2024, arXiv:2405.04434, section 2.1.2.
#include "core/model/layers/Attention.h"
#include "core/model/layers/Linear.h"

namespace espalier {

// Whether there is a kernel for it: not for cards, nor where tokens see only some of the others.
bool firstTokenAttentionFits(const torch::Tensor& all, const Linear& key, const Linear& value,
                             const AttentionSettings& settings);

// query: [segments, heads * headSize]; all: [tokens, dim], what keys and values are made of
// → [segments, heads * headSize]
torch::Tensor firstTokenAttention(const torch::Tensor& query, const torch::Tensor& all, const Linear& key,
                                  const Linear& value, const TokenBatch& batch,
                                  const AttentionSettings& settings, const Forward& forward);

} // namespace espalier
