#include "core/data/Batches.h"

#include "core/base/Error.h"
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

// Systematic sampling: one random offset, then equal steps along the weights laid end to end.
BatchOrder weightedBatches(std::span<const double> weights, std::size_t batchSize, std::uint64_t seed,
                           std::int64_t epoch) {
    const double whole = std::accumulate(weights.begin(), weights.end(), 0.0);
    if (!(whole > 0))
        throw Error(ErrorKind::Data, message("data", "No text is ever drawn: every weight is 0."),
                    message("data", "Give some texts a weight."));
    auto random = randomOf(seed, epoch);
    const double step = whole / static_cast<double>(weights.size());
    constexpr std::uint64_t fine = std::uint64_t{1} << 53;
    double next = step * static_cast<double>(random.below(fine)) / static_cast<double>(fine), end = 0;
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        end += weights[i];
        for (; next < end && order.size() < weights.size(); next += step) order.push_back(i);
    }
    while (order.size() < weights.size()) order.push_back(order.back()); // rounding at the end
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
