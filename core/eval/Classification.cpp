#include "core/eval/Classification.h"

#include "core/base/Error.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

namespace espalier {

namespace {

double ratio(double part, double whole) {
    return whole > 0 ? part / whole : 0;
}

Scores scoresOf(double right, double predicted, double actual) {
    Scores scores;
    scores.precision = ratio(right, predicted);
    scores.recall = ratio(right, actual);
    scores.f1 = ratio(2 * right, predicted + actual);
    return scores;
}

void addWeighted(Scores& sum, const Scores& scores, double weight) {
    sum.precision += weight * scores.precision;
    sum.recall += weight * scores.recall;
    sum.f1 += weight * scores.f1;
}

} // namespace

ClassificationMetrics classificationMetrics(std::span<const std::int64_t> targets,
                                            std::span<const double> probabilities, std::int64_t classes) {
    const auto n = static_cast<std::int64_t>(targets.size());
    if (classes < 1 || probabilities.size() != targets.size() * static_cast<std::size_t>(classes))
        throw Error(ErrorKind::Usage,
                    message("eval", "{0} probabilities were given for {1} examples and {2} labels.",
                            probabilities.size(), n, classes));
    Confusion confusion{classes, std::vector<std::int64_t>(static_cast<std::size_t>(classes * classes))};
    double loss = 0;
    for (std::int64_t i = 0; i < n; ++i) {
        const auto row =
            probabilities.subspan(static_cast<std::size_t>(i * classes), static_cast<std::size_t>(classes));
        const auto actual = targets[static_cast<std::size_t>(i)];
        if (actual < 0 || actual >= classes)
            throw Error(ErrorKind::Usage,
                        message("eval", "Label index {0} is not among {1} labels.", actual, classes));
        const auto predicted = std::max_element(row.begin(), row.end()) - row.begin();
        ++confusion.counts[static_cast<std::size_t>(actual * classes + predicted)];
        // As scikit-learn: a probability of 0 counts as the smallest step above it.
        loss -=
            std::log(std::max(row[static_cast<std::size_t>(actual)], std::numeric_limits<double>::epsilon()));
    }
    return metricsOf(std::move(confusion), ratio(loss, static_cast<double>(n)));
}

ClassificationMetrics metricsOf(Confusion confusion, double logLoss) {
    const auto classes = confusion.classes;
    ClassificationMetrics m;
    m.examples = std::accumulate(confusion.counts.begin(), confusion.counts.end(), std::int64_t{0});
    m.confusion = std::move(confusion);
    m.logLoss = logLoss;
    const auto n = static_cast<double>(m.examples);

    double right = 0, present = 0;
    for (std::int64_t c = 0; c < classes; ++c) {
        double predicted = 0, actual = 0;
        for (std::int64_t other = 0; other < classes; ++other) {
            predicted += static_cast<double>(m.confusion.at(other, c));
            actual += static_cast<double>(m.confusion.at(c, other));
        }
        const auto hits = static_cast<double>(m.confusion.at(c, c));
        right += hits;
        const auto scores = scoresOf(hits, predicted, actual);
        m.perClass.push_back({scores, static_cast<std::int64_t>(actual)});
        addWeighted(m.macro, scores, 1.0 / static_cast<double>(classes));
        addWeighted(m.weighted, scores, ratio(actual, n));
        present += actual > 0;
        m.balancedAccuracy += scores.recall; // 0 for a label without examples
    }
    m.accuracy = ratio(right, n);
    m.balancedAccuracy = ratio(m.balancedAccuracy, present);
    m.micro = scoresOf(right, n, n);
    return m;
}

} // namespace espalier
