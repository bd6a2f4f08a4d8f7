#pragma once
// Attention of texts that are written to texts that were read: Vaswani et al. 2017, sec. 3.2.3.
#include "core/model/layers/Attention.h"

namespace espalier {

// query: [tokens of written, heads * size]; key, value: [tokens of read, heads * size] → as query. Each
// segment of `written` looks at all of its fellow of `read`.
torch::Tensor crossAttention(const torch::Tensor& query, const torch::Tensor& key, const torch::Tensor& value,
                             const TokenBatch& written, const TokenBatch& read,
                             const AttentionSettings& settings, const Forward& forward);

// The same for rows of n tokens each that all look at one text: query [rows * n, heads * size].
torch::Tensor crossAttention(const torch::Tensor& query, const torch::Tensor& key, const torch::Tensor& value,
                             const AttentionSettings& settings);

} // namespace espalier
