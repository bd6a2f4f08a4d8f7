#include "core/eval/Regression.h"

#include "core/base/Error.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace espalier {

namespace {

double mean(std::span<const double> values) {
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double pearsonOf(std::span<const double> a, std::span<const double> b) {
    const double meanA = mean(a), meanB = mean(b);
    double both = 0, squaresA = 0, squaresB = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        both += (a[i] - meanA) * (b[i] - meanB);
        squaresA += (a[i] - meanA) * (a[i] - meanA);
        squaresB += (b[i] - meanB) * (b[i] - meanB);
    }
    const double whole = std::sqrt(squaresA * squaresB);
    return whole > 0 ? both / whole : 0;
}

// From 1; equal values share the mean of their ranks.
std::vector<double> ranksOf(std::span<const double> values) {
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](auto a, auto b) { return values[a] < values[b]; });
    std::vector<double> ranks(values.size());
    for (std::size_t begin = 0, end; begin < order.size(); begin = end) {
        for (end = begin + 1; end < order.size() && values[order[end]] == values[order[begin]];) ++end;
        for (std::size_t i = begin; i < end; ++i) ranks[order[i]] = static_cast<double>(begin + end + 1) / 2;
    }
    return ranks;
}

double pairs(std::size_t count) {
    return static_cast<double>(count) * static_cast<double>(count - 1) / 2;
}

// Sorts, and counts the pairs that stood the wrong way round.
double sortCounting(std::span<double> values, std::vector<double>& scratch) {
    if (values.size() < 2) return 0;
    const auto half = values.size() / 2;
    double swaps = sortCounting(values.first(half), scratch) + sortCounting(values.subspan(half), scratch);
    scratch.clear();
    std::size_t left = 0, right = half;
    while (left < half || right < values.size()) {
        const bool fromRight = left == half || (right < values.size() && values[right] < values[left]);
        if (fromRight) swaps += static_cast<double>(half - left);
        scratch.push_back(fromRight ? values[right++] : values[left++]);
    }
    std::copy(scratch.begin(), scratch.end(), values.begin());
    return swaps;
}

// Pairs of equal values, in something sorted.
double ties(std::size_t count, const auto& same) {
    double sum = 0;
    for (std::size_t begin = 0, end; begin < count; begin = end) {
        for (end = begin + 1; end < count && same(begin, end);) ++end;
        sum += pairs(end - begin);
    }
    return sum;
}

// Kendall's tau-b in n log n (Knight 1966).
double kendallOf(std::span<const double> a, std::span<const double> b) {
    const auto n = a.size();
    std::vector<std::size_t> order(n);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(),
              [&](auto i, auto j) { return std::pair(a[i], b[i]) < std::pair(a[j], b[j]); });
    const double tiedA = ties(n, [&](auto i, auto j) { return a[order[i]] == a[order[j]]; });
    const double tiedBoth =
        ties(n, [&](auto i, auto j) { return a[order[i]] == a[order[j]] && b[order[i]] == b[order[j]]; });
    std::vector<double> inOrder(n), scratch;
    for (std::size_t i = 0; i < n; ++i) inOrder[i] = b[order[i]];
    const double discordant = sortCounting(inOrder, scratch);
    const double tiedB = ties(n, [&](auto i, auto j) { return inOrder[i] == inOrder[j]; });
    const double all = pairs(n), whole = std::sqrt((all - tiedA) * (all - tiedB));
    return whole > 0 ? (all - tiedA - tiedB + tiedBoth - 2 * discordant) / whole : 0;
}

} // namespace

RegressionMetrics regressionMetrics(std::span<const double> targets, std::span<const double> predictions) {
    if (targets.size() != predictions.size())
        throw Error(ErrorKind::Usage, message("eval", "{0} predictions were given for {1} numbers.",
                                              predictions.size(), targets.size()));
    RegressionMetrics m;
    m.examples = static_cast<std::int64_t>(targets.size());
    if (targets.empty()) return m;
    const double average = mean(targets);
    double spread = 0;
    for (std::size_t i = 0; i < targets.size(); ++i) {
        const double error = predictions[i] - targets[i];
        m.mse += error * error;
        m.mae += std::abs(error);
        spread += (targets[i] - average) * (targets[i] - average);
    }
    m.r2 = spread > 0 ? 1 - m.mse / spread : 0;
    m.mse /= static_cast<double>(targets.size());
    m.mae /= static_cast<double>(targets.size());
    m.rmse = std::sqrt(m.mse);
    m.pearson = pearsonOf(targets, predictions);
    m.spearman = pearsonOf(ranksOf(targets), ranksOf(predictions));
    m.kendall = kendallOf(targets, predictions);
    return m;
}

} // namespace espalier
