#pragma once
// Metrics of single-label classification. Undefined ratios (0/0) are 0, as scikit-learn's zero_division=0.
#include <cstdint>
#include <span>
#include <vector>

namespace espalier {

struct Scores {
    double precision = 0, recall = 0, f1 = 0;
};

struct ClassScores : Scores {
    std::int64_t support = 0; // how many examples have this label
};

// counts[actual * classes + predicted]
struct Confusion {
    std::int64_t classes = 0;
    std::vector<std::int64_t> counts;
    std::int64_t at(std::int64_t actual, std::int64_t predicted) const {
        return counts[static_cast<std::size_t>(actual * classes + predicted)];
    }
};

struct ClassificationMetrics {
    std::int64_t examples = 0; // 0: nothing was evaluated
    double accuracy = 0;
    double balancedAccuracy = 0;
    double logLoss = 0; // natural logarithm, mean over examples
    Scores micro, macro, weighted;
    std::vector<ClassScores> perClass;
    Confusion confusion;
};

// probabilities: [examples, classes] row by row; targets: class indexes. Throws Error(Usage) where sizes
// differ.
ClassificationMetrics classificationMetrics(std::span<const std::int64_t> targets,
                                            std::span<const double> probabilities, std::int64_t classes);

// All but the log loss follow from the confusion alone.
ClassificationMetrics metricsOf(Confusion confusion, double logLoss);

} // namespace espalier
