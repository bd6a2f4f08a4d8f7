#pragma once
// Keys and values of the tokens that rows of text have so far, so that each further token costs one step and
// not the whole text again: Shazeer 2019, arXiv:1911.02150, sec. 2.
#include "core/model/layers/Attention.h"

namespace espalier {

class KeyValueCache {
public:
    explicit KeyValueCache(std::int64_t blocks) : blocks_(static_cast<std::size_t>(blocks)) {}

    // Tokens of a row that were there before this step.
    std::int64_t length() const { return length_; }
    // To be called when all blocks have seen a step of so many tokens.
    void advance(std::int64_t tokens) { length_ += tokens; }

    // query, key, value: [rows * n, heads * size] of the n next tokens of every row → [rows * n, heads *
    // size]; a token sees itself and all before it.
    torch::Tensor mix(std::int64_t block, std::int64_t rows, const torch::Tensor& query,
                      const torch::Tensor& key, const torch::Tensor& value,
                      const AttentionSettings& settings);

    // Row i goes on from where rows[i] was; int64 [rows].
    void reorder(const torch::Tensor& rows);

private:
    struct Block {
        torch::Tensor keys, values; // [rows, heads, tokens, size]
    };
    std::vector<Block> blocks_;
    std::int64_t length_ = 0;
};

// int64 [rows * n]: where the tokens `ids` [rows, n] stand behind those in the cache.
torch::Tensor placesOf(const torch::Tensor& ids, const KeyValueCache& cache);

// What a block mixes with: tokens of its text in the batch, or in the cache.
Mix mixOf(const TokenBatch& batch, const Forward& forward);
Mix mixOf(std::int64_t block, const torch::Tensor& ids, KeyValueCache& cache);

} // namespace espalier
