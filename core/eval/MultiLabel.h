#pragma once
// Metrics of texts with any number of labels each. Undefined ratios (0/0) are 0, as scikit-learn's
// zero_division=0.
#include "core/eval/Classification.h"

namespace espalier {

struct MultiLabelMetrics {
    std::int64_t examples = 0;
    double subsetAccuracy = 0; // share of texts of which every label is right
    double hammingLoss = 0;    // share of wrong decisions
    double logLoss = 0;        // natural logarithm, mean over texts and labels
    double microF1 = 0, macroF1 = 0, samplesF1 = 0;
    double macroAveragePrecision = 0; // mean over labels of the area under precision and recall
    double rankingPrecision = 0;      // label ranking average precision
    std::vector<ClassScores> perLabel;
};

// targets, probabilities: [examples * labels] row by row; thresholds: [labels], a label is given from its
// threshold on. Throws Error(Usage) where sizes differ.
MultiLabelMetrics multiLabelMetrics(std::span<const double> targets, std::span<const double> probabilities,
                                    std::span<const double> thresholds);

// For each label the threshold with the highest F1 on these texts, in the middle between two probabilities;
// `otherwise` for a label without texts, or which is never right.
std::vector<double> bestThresholds(std::span<const double> targets, std::span<const double> probabilities,
                                   std::size_t labels, double otherwise);

} // namespace espalier
