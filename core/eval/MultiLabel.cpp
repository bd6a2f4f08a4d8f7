#include "core/eval/MultiLabel.h"

#include "core/base/Error.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace espalier {

namespace {

double ratio(double part, double whole) {
    return whole > 0 ? part / whole : 0;
}

// The indexes of some values, the largest value first.
std::vector<std::size_t> ranked(std::size_t count, const auto& valueOf) {
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return valueOf(a) > valueOf(b); });
    return order;
}

// Sum over thresholds of the step in recall times the precision there, as scikit-learn's
// average_precision_score; equal probabilities fall together.
double averagePrecision(std::size_t count, const auto& isRight, const auto& probabilityOf) {
    const auto order = ranked(count, probabilityOf);
    double right = 0, area = 0, since = 0;
    for (std::size_t i = 0; i < count; ++i) {
        if (isRight(order[i])) ++since;
        if (i + 1 < count && probabilityOf(order[i + 1]) == probabilityOf(order[i])) continue;
        right += since;
        area += since * right / static_cast<double>(i + 1);
        since = 0;
    }
    return ratio(area, right);
}

// Of each label that applies the share of such labels among those ranked no lower, mean over them; 1 for a
// text where all or none apply.
double rankingPrecisionOf(std::span<const double> targets, std::span<const double> probabilities) {
    const auto applying = std::count(targets.begin(), targets.end(), 1.0);
    if (applying == 0 || applying == static_cast<std::ptrdiff_t>(targets.size())) return 1;
    double sum = 0;
    for (std::size_t l = 0; l < targets.size(); ++l) {
        if (targets[l] != 1) continue;
        double rank = 0, fellows = 0;
        for (std::size_t other = 0; other < targets.size(); ++other) {
            if (probabilities[other] < probabilities[l]) continue;
            ++rank;
            fellows += targets[other];
        }
        sum += fellows / rank;
    }
    return sum / static_cast<double>(applying);
}

} // namespace

MultiLabelMetrics multiLabelMetrics(std::span<const double> targets, std::span<const double> probabilities,
                                    std::span<const double> thresholds) {
    const auto labels = thresholds.size();
    if (labels == 0 || targets.size() != probabilities.size() || targets.size() % labels != 0)
        throw Error(ErrorKind::Usage,
                    message("eval", "{0} probabilities were given for {1} decisions about {2} labels.",
                            probabilities.size(), targets.size(), labels));
    const auto texts = targets.size() / labels;
    MultiLabelMetrics m;
    m.examples = static_cast<std::int64_t>(texts);
    struct Counts {
        double right = 0, given = 0, actual = 0;
        double f1() const { return ratio(2 * right, given + actual); }
    };
    std::vector<Counts> byLabel(labels);
    Counts all;
    double loss = 0, wrong = 0;
    for (std::size_t t = 0; t < texts; ++t) {
        Counts text;
        for (std::size_t l = 0; l < labels; ++l) {
            const double p = probabilities[t * labels + l], actual = targets[t * labels + l];
            const double given = p >= thresholds[l];
            for (auto* counts : {&text, &byLabel[l], &all}) {
                counts->right += given * actual;
                counts->given += given;
                counts->actual += actual;
            }
            wrong += given != actual;
            loss -= std::log(std::max(actual == 1 ? p : 1 - p, std::numeric_limits<double>::epsilon()));
        }
        m.subsetAccuracy += text.right == text.given && text.right == text.actual;
        m.samplesF1 += text.f1();
        m.rankingPrecision += rankingPrecisionOf(targets.subspan(t * labels, labels),
                                                 probabilities.subspan(t * labels, labels));
    }
    const auto n = static_cast<double>(texts), decisions = static_cast<double>(targets.size());
    for (auto* mean : {&m.subsetAccuracy, &m.samplesF1, &m.rankingPrecision}) *mean = ratio(*mean, n);
    m.hammingLoss = ratio(wrong, decisions);
    m.logLoss = ratio(loss, decisions);
    m.microF1 = all.f1();
    for (std::size_t l = 0; l < labels; ++l) {
        const auto& c = byLabel[l];
        ClassScores scores;
        scores.precision = ratio(c.right, c.given);
        scores.recall = ratio(c.right, c.actual);
        scores.f1 = c.f1();
        scores.support = static_cast<std::int64_t>(c.actual);
        m.perLabel.push_back(scores);
        m.macroF1 += scores.f1 / static_cast<double>(labels);
        m.macroAveragePrecision += averagePrecision(
                                       texts, [&](std::size_t t) { return targets[t * labels + l] == 1; },
                                       [&](std::size_t t) { return probabilities[t * labels + l]; }) /
                                   static_cast<double>(labels);
    }
    return m;
}

std::vector<double> bestThresholds(std::span<const double> targets, std::span<const double> probabilities,
                                   std::size_t labels, double otherwise) {
    const auto texts = labels > 0 ? targets.size() / labels : 0;
    std::vector<double> thresholds(labels, otherwise);
    for (std::size_t l = 0; l < labels; ++l) {
        const auto probability = [&](std::size_t t) { return probabilities[t * labels + l]; };
        double actual = 0;
        for (std::size_t t = 0; t < texts; ++t) actual += targets[t * labels + l];
        const auto order = ranked(texts, probability);
        double right = 0, best = 0;
        for (std::size_t i = 0; i < texts; ++i) {
            right += targets[order[i] * labels + l];
            const double here = probability(order[i]);
            const double below = i + 1 < texts ? probability(order[i + 1]) : 0;
            if (here == below) continue;
            const double f1 = ratio(2 * right, static_cast<double>(i + 1) + actual);
            if (f1 <= best) continue;
            best = f1;
            thresholds[l] = (here + below) / 2;
        }
    }
    return thresholds;
}

} // namespace espalier
