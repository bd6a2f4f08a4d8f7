#pragma once
// Which examples go into which batch, epoch by epoch.
#include <cstdint>
#include <span>
#include <vector>

namespace espalier {

using BatchOrder = std::vector<std::vector<std::size_t>>;

// Shuffled anew in every epoch, from the seed alone; the last batch may be smaller.
BatchOrder shuffledBatches(std::size_t examples, std::size_t batchSize, std::uint64_t seed,
                           std::int64_t epoch);

// As many texts an epoch, but every label equally often: texts of rare labels come again, of frequent ones
// some are left out, others in every epoch. targets: class index of each example.
BatchOrder balancedBatches(std::span<const std::int64_t> targets, std::size_t batchSize, std::uint64_t seed,
                           std::int64_t epoch);

// As many texts an epoch, each as often as its weight says, to one more or less. Throws Error(Data) where no
// text has a weight.
BatchOrder weightedBatches(std::span<const double> weights, std::size_t batchSize, std::uint64_t seed,
                           std::int64_t epoch);

// Longest first, filled up to `tokens` a batch: for prediction, where order does not matter.
BatchOrder batchesByLength(std::span<const std::int64_t> lengths, std::int64_t tokens);

} // namespace espalier
