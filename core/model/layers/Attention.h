#pragma once
// Scaled dot-product attention within each segment of a packed batch.
#include "core/model/TokenBatch.h"
#include "core/model/layers/Dropout.h"

#include <functional>

namespace espalier {

struct AttentionSettings {
    std::int64_t heads = 1;
    double dropout = 0;
    double scale = 0;       // of the scores; 0: 1 / √headSize
    bool causal = false;    // a token sees none of those behind it
    std::int64_t reach = 0; // and none farther away than this; 0: all
    // Added to the scaled scores by head and distance key − query, which is that of column `longest − 1 +
    // distance`: float32 [heads, 2 * longest − 1], or undefined.
    torch::Tensor bias = {};
    // Rows by distance query − key, that of 0 in the middle: their products with the query are added to those
    // of query and key, and so are those with the key if keysMeetDistances: Shaw et al. 2018,
    // arXiv:1803.02155, eq. 4. [2 * farthest + 1, headSize], or undefined. Only padded attention knows them.
    torch::Tensor distances = {};
    bool keysMeetDistances = false;

    double scaleOf(std::int64_t headSize) const; // that of the scores
};

// How a block's queries, keys and values become what it goes on with: attention within a packed batch, or
// with what a cache keeps of the tokens before. query, key, value as below.
using Mix = std::function<torch::Tensor(const torch::Tensor& query, const torch::Tensor& key,
                                        const torch::Tensor& value, const AttentionSettings& settings)>;

// query, key, value: [tokens, heads * headSize] → [tokens, heads * headSize]. Tokens see their own segment
// only. Where firstTokensSuffice(), query may also be [segments, heads * headSize], one a segment: its first
// token.
torch::Tensor attention(const torch::Tensor& query, const torch::Tensor& key, const torch::Tensor& value,
                        const TokenBatch& batch, const AttentionSettings& settings, const Forward& forward);
bool firstTokensSuffice(const torch::Tensor& key, const AttentionSettings& settings);

// What kernels can read, [tokens, dim]: rows may lie further apart than they are wide, as parts of one
// product do; numbers in a row may not.
torch::Tensor withPlainRows(const torch::Tensor& x);

// The same by LibTorch's own operations on a padded copy: where there is no kernel, and the reference that
// kernels are held against.
torch::Tensor paddedAttention(const torch::Tensor& query, const torch::Tensor& key,
                              const torch::Tensor& value, const TokenBatch& batch,
                              const AttentionSettings& settings, const Forward& forward);

// The same by LibTorch's variable-length kernels for cards, which know no bias: flash attention (Dao et al.
// 2022, arXiv:2205.14135) in 16 bits, memory-efficient attention in float32. query: as in attention(), one a
// segment included.
torch::Tensor variableLengthAttention(const torch::Tensor& query, const torch::Tensor& key,
                                      const torch::Tensor& value, const TokenBatch& batch,
                                      const AttentionSettings& settings, const Forward& forward);
// Whether they exist for this card, type, head size and what the settings ask for, and agree with
// paddedAttention: tried once for each. firstTokens: with one query a segment.
bool variableLengthAgrees(const torch::Tensor& key, const AttentionSettings& settings, bool firstTokens);

// The kernel for the CPU. Segments of queries may be shorter than those of keys: then the first tokens of a
// segment look at all of it. The dropout mask depends on `seed`, head and token places alone.
torch::Tensor packedAttention(const torch::Tensor& query, const torch::Tensor& key,
                              const torch::Tensor& value, const std::vector<std::int64_t>& queryStarts,
                              const std::vector<std::int64_t>& starts, const AttentionSettings& settings,
                              std::uint64_t seed);

} // namespace espalier
