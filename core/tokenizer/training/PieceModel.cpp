#include "core/tokenizer/training/PieceModel.h"

#include "core/base/Parallel.h"
#include "core/tokenizer/training/Digamma.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

namespace espalier {

namespace {

constexpr std::size_t slices = 8; // of the runs: sums don't depend on the number of threads
constexpr std::size_t runsBetweenLooks = 4096;
// A piece that is expected less often than this goes (sentencepiece's threshold).
constexpr double leastUses = 0.5;
// Every character's probability is multiplied by e^11, which cancels out. With it those of the longest run
// stay within a double: characters have log-probabilities of some -23 at the least.
constexpr double lift = 11;

using RunValues = std::array<double, RunText::longestRun + 1>;

} // namespace

PieceModel::PieceModel(const RunText& text, PieceTree tree, std::vector<double> scores, int threads,
                       StopToken stop)
    : text_(text), tree_(std::move(tree)), scores_(std::move(scores)), threads_(threads),
      stop_(std::move(stop)) {}

template<class Work>
std::vector<double> PieceModel::sumOverRuns(Work&& work) const {
    std::vector<std::vector<double>> parts(slices);
    const std::size_t runs = text_.runs.size();
    parallelFor(slices, 1, threads_, [&](std::size_t slice, std::size_t) {
        parts[slice].assign(size(), 0);
        const std::size_t end = runs * (slice + 1) / slices;
        for (std::size_t first = runs * slice / slices; first < end; first += runsBetweenLooks) {
            throwIfStopped(stop_);
            work(first, std::min(first + runsBetweenLooks, end), parts[slice]);
        }
    });
    for (std::size_t slice = 1; slice < slices; ++slice)
        std::transform(parts[0].begin(), parts[0].end(), parts[slice].begin(), parts[0].begin(), std::plus());
    return std::move(parts[0]);
}

std::vector<double> PieceModel::expectedUses() const {
    struct Step {
        std::int32_t above;
        std::uint32_t length;
        double weight;
    };
    std::vector<Step> steps;
    steps.reserve(size());
    for (std::size_t i = 0; i < size(); ++i)
        steps.push_back({tree_[i].above, tree_[i].length, std::exp(scores_[i] + lift * tree_[i].length)});

    return sumOverRuns([&](std::size_t first, std::size_t last, std::vector<double>& uses) {
        RunValues before, behind; // sums over all cuts of what lies before a place, and behind it
        for (std::size_t r = first; r < last; ++r) {
            const auto& run = text_.runs[r];
            std::fill_n(before.begin(), run.length + 1, 0.0);
            before[0] = behind[run.length] = 1;
            const auto up = [&](std::size_t at, auto&& take) {
                for (std::int32_t id = tree_.longestAt(run.begin + at); id >= 0;) {
                    const Step& step = steps[static_cast<std::size_t>(id)];
                    take(static_cast<std::size_t>(id), at + step.length, step.weight);
                    id = step.above;
                }
            };
            for (std::size_t at = 0; at < run.length; ++at)
                up(at,
                   [&](std::size_t, std::size_t to, double weight) { before[to] += before[at] * weight; });
            const double scale = static_cast<double>(run.count) / before[run.length];
            for (std::size_t at = run.length; at-- > 0;) {
                const double here = before[at] * scale;
                double sum = 0;
                up(at, [&](std::size_t id, std::size_t to, double weight) {
                    const double rest = weight * behind[to];
                    sum += rest;
                    uses[id] += here * rest;
                });
                behind[at] = sum;
            }
        }
    });
}

std::vector<double> PieceModel::likeliestUses() const {
    return sumOverRuns([&](std::size_t first, std::size_t last, std::vector<double>& uses) {
        RunValues best;
        std::array<std::int32_t, RunText::longestRun + 1> lastPiece{};
        for (std::size_t r = first; r < last; ++r) {
            const auto& run = text_.runs[r];
            std::fill_n(best.begin(), run.length + 1, -std::numeric_limits<double>::infinity());
            best[0] = 0;
            for (std::size_t at = 0; at < run.length; ++at)
                for (std::int32_t id = tree_.longestAt(run.begin + at); id >= 0;) {
                    const auto& piece = tree_[static_cast<std::size_t>(id)];
                    const double score = best[at] + scores_[static_cast<std::size_t>(id)];
                    if (score > best[at + piece.length]) {
                        best[at + piece.length] = score;
                        lastPiece[at + piece.length] = id;
                    }
                    id = piece.above;
                }
            for (std::size_t end = run.length; end > 0;) {
                const auto id = static_cast<std::size_t>(lastPiece[end]);
                uses[id] += static_cast<double>(run.count);
                end -= tree_[id].length;
            }
        }
    });
}

// The likeliest cut of a piece into several.
std::vector<std::int32_t> PieceModel::otherCut(std::size_t whole) const {
    const auto [above, length, position] = tree_[whole];
    std::array<double, longestPiece + 1> best;
    std::array<std::int32_t, longestPiece + 1> last{};
    best.fill(-std::numeric_limits<double>::infinity());
    best[0] = 0;
    for (std::uint32_t at = 0; at < length; ++at)
        for (std::int32_t id = tree_.longestAt(position + at); id >= 0;) {
            const auto& piece = tree_[static_cast<std::size_t>(id)];
            const std::uint32_t to = at + piece.length;
            if (to <= length && piece.length < length) {
                const double score = best[at] + scores_[static_cast<std::size_t>(id)];
                if (score > best[to]) best[to] = score, last[to] = id;
            }
            id = piece.above;
        }
    std::vector<std::int32_t> cut;
    for (std::uint32_t end = length; end > 0; end -= tree_[static_cast<std::size_t>(cut.back())].length)
        cut.push_back(last[end]);
    return cut;
}

void PieceModel::keep(const std::vector<bool>& kept) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < kept.size(); ++i)
        if (kept[i]) scores_[count++] = scores_[i];
    scores_.resize(count);
    tree_.keep(kept);
}

void PieceModel::estimate() {
    std::vector<double> uses = expectedUses();
    std::vector<bool> kept(size());
    double sum = 0;
    for (std::size_t i = 0; i < size(); ++i) {
        if (isCharacter(i)) uses[i] = std::max(uses[i], leastUses); // so that every word can be cut
        kept[i] = uses[i] >= leastUses;
        if (kept[i]) sum += uses[i];
    }
    // Bayesian estimates in place of shares: few uses count for less, as a sparse prior has it. Liang & Klein
    // 2007, tutorial on structured Bayesian nonparametric models.
    const double whole = digamma(sum);
    for (std::size_t i = 0; i < size(); ++i)
        if (kept[i]) scores_[i] = digamma(uses[i]) - whole;
    keep(kept);
}

void PieceModel::prune(std::size_t most) {
    const std::vector<double> uses = likeliestUses();
    const double sum = std::accumulate(uses.begin(), uses.end(), 0.0), logSum = std::log(sum);
    // What the likelihood of all words loses where a piece's uses go to its other cut.
    std::vector<double> losses(size(), 0);
    parallelFor(size(), 1024, threads_, [&](std::size_t begin, std::size_t end) {
        throwIfStopped(stop_);
        for (std::size_t i = begin; i < end; ++i) {
            if (isCharacter(i) || uses[i] == 0) continue;
            const auto cut = otherCut(i);
            const double logAll = std::log(sum + uses[i] * static_cast<double>(cut.size() - 1));
            double other = 0;
            for (const std::int32_t id : cut)
                other += std::log(uses[static_cast<std::size_t>(id)] + uses[i]) - logAll;
            losses[i] = uses[i] * (std::log(uses[i]) - logSum - other);
        }
    });
    std::vector<bool> kept(size(), false);
    std::vector<std::size_t> others;
    std::size_t count = 0;
    for (std::size_t i = 0; i < size(); ++i)
        if (isCharacter(i))
            kept[i] = true, ++count;
        else if (uses[i] > 0)
            others.push_back(i);
    std::sort(others.begin(), others.end(), [&](std::size_t a, std::size_t b) {
        return losses[a] != losses[b] ? losses[a] > losses[b] : a < b;
    });
    for (std::size_t k = 0; k < others.size() && count < most; ++k, ++count) kept[others[k]] = true;
    keep(kept);
}

} // namespace espalier
