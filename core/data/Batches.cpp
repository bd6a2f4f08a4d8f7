#include "core/data/Batches.h"

#include "core/data/Random.h"

#include <algorithm>
#include <numeric>

namespace espalier {

namespace {

// SplitMix64's finaliser (Steele et al. 2014): neighbouring seeds and epochs give unrelated sequences.
std::uint64_t mixed(std::uint64_t x) {
    x += 0x9E3779B97F4A7C15u;
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
    return x ^ (x >> 31);
}

std::vector<std::size_t> counted(std::size_t n) {
    std::vector<std::size_t> order(n);
    std::iota(order.begin(), order.end(), std::size_t{0});
    return order;
}

} // namespace

BatchOrder shuffledBatches(std::size_t examples, std::size_t batchSize, std::uint64_t seed,
                           std::int64_t epoch) {
    auto order = counted(examples);
    Random(mixed(mixed(seed) + static_cast<std::uint64_t>(epoch))).shuffle(order);
    BatchOrder batches;
    const std::size_t step = std::max<std::size_t>(batchSize, 1);
    for (std::size_t begin = 0; begin < examples; begin += step) {
        const auto first = order.begin() + static_cast<std::ptrdiff_t>(begin);
        batches.emplace_back(first, first + static_cast<std::ptrdiff_t>(std::min(step, examples - begin)));
    }
    return batches;
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
