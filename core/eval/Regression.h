#pragma once
// Metrics of predicted numbers. A correlation that is undefined, for numbers that are all the same, is 0.
#include <cstdint>
#include <span>

namespace espalier {

struct RegressionMetrics {
    std::int64_t examples = 0;
    double mse = 0, rmse = 0, mae = 0;             // mean squared error, its root, mean absolute error
    double r2 = 0;                                 // share of the variance that is explained
    double pearson = 0, spearman = 0, kendall = 0; // kendall: tau-b
};

// Throws Error(Usage) where sizes differ.
RegressionMetrics regressionMetrics(std::span<const double> targets, std::span<const double> predictions);

} // namespace espalier
