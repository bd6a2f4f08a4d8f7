#pragma once
// Positions as distances: how far a key stands from the token that asks.
#include "core/model/TokenBatch.h"

namespace espalier {

// Distances in buckets that grow with them: Raffel et al. 2020, arXiv:1910.10683, sec. 2.1.
struct DistanceBuckets {
    std::int64_t count = 32;
    std::int64_t farthest = 128; // from here on all distances share the last one
    bool bothWays = true;        // false: keys behind the asking token share one bucket with it
};

// table: [buckets, heads] → AttentionSettings::bias for texts of up to `longest` tokens, [heads, 2 * longest
// − 1].
torch::Tensor biasByDistance(const torch::Tensor& table, const DistanceBuckets& buckets,
                             std::int64_t longest);

// The distances query − key from 1 − longest to longest − 1, in logarithmic buckets of both signs: He et al.
// 2021, arXiv:2006.03654, as in DeBERTa-v2. They never fall. buckets ≤ 0: the distances themselves. int64
// [2 * longest − 1], on the CPU.
torch::Tensor logarithmicDistances(std::int64_t longest, std::int64_t buckets, std::int64_t farthest);

// Products of tokens with the rows that stand for distances, by query and key. tokens: [heads, segments,
// longest, size]; rows: [size, rows], or by head [heads, size, rows]; row: int64 [longest, longest], which
// one belongs to a query and key → [heads, segments, longest, longest]
torch::Tensor queryScores(const torch::Tensor& queries, const torch::Tensor& rows, const torch::Tensor& row);
torch::Tensor keyScores(const torch::Tensor& keys, const torch::Tensor& rows, const torch::Tensor& row);

} // namespace espalier
