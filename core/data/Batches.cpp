#include "core/data/Batches.h"

#include "core/data/Random.h"

#include <algorithm>
#include <map>
#include <numeric>

namespace espalier {

namespace {

std::vector<std::size_t> counted(std::size_t n) {
    std::vector<std::size_t> order(n);
    std::iota(order.begin(), order.end(), std::size_t{0});
    return order;
}

Random randomOf(std::uint64_t seed, std::int64_t epoch) {
    return Random(mixed(mixed(seed) + static_cast<std::uint64_t>(epoch)));
}

BatchOrder cut(const std::vector<std::size_t>& order, std::size_t batchSize) {
    BatchOrder batches;
    const std::size_t step = std::max<std::size_t>(batchSize, 1);
    for (std::size_t begin = 0; begin < order.size(); begin += step) {
        const auto first = order.begin() + static_cast<std::ptrdiff_t>(begin);
        batches.emplace_back(first,
                             first + static_cast<std::ptrdiff_t>(std::min(step, order.size() - begin)));
    }
    return batches;
}

} // namespace

BatchOrder shuffledBatches(std::size_t examples, std::size_t batchSize, std::uint64_t seed,
                           std::int64_t epoch) {
    auto order = counted(examples);
    randomOf(seed, epoch).shuffle(order);
    return cut(order, batchSize);
}

BatchOrder balancedBatches(std::span<const std::int64_t> targets, std::size_t batchSize, std::uint64_t seed,
                           std::int64_t epoch) {
    std::map<std::int64_t, std::vector<std::size_t>> byLabel;
    for (std::size_t i = 0; i < targets.size(); ++i) byLabel[targets[i]].push_back(i);
    auto random = randomOf(seed, epoch);
    std::vector<std::size_t> order;
    std::size_t labelsLeft = byLabel.size();
    for (auto& [label, examples] : byLabel) {
        random.shuffle(examples);
        const auto share = (targets.size() - order.size()) / labelsLeft--; // shares differ by one at most
        for (std::size_t i = 0; i < share; ++i) order.push_back(examples[i % examples.size()]);
    }
    random.shuffle(order);
    return cut(order, batchSize);
}

BatchOrder batchesByLength(std::span<const std::int64_t> lengths, std::int64_t tokens) {
    auto order = counted(lengths.size());
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return lengths[a] > lengths[b]; });
    BatchOrder batches;
    std::int64_t filled = 0;
    for (const std::size_t index : order) {
        if (batches.empty() || filled + lengths[index] > tokens) {
            batches.emplace_back();
            filled = 0;
        }
        batches.back().push_back(index);
        filled += lengths[index];
    }
    return batches;
}

} // namespace espalier
