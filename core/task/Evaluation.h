#pragma once
// What a model said about a labelled set of examples.
#include "core/eval/Classification.h"

#include <string>

namespace espalier {

struct Prediction {
    std::int64_t row = 0; // Example::row
    std::int32_t actual = -1;
    std::int32_t predicted = -1;
    float confidence = 0; // probability of `predicted`
    float actualProbability = 0;
};

struct Evaluation {
    std::string part; // "validation", "test"
    std::int64_t step = 0;
    ClassificationMetrics metrics;
    std::vector<Prediction> predictions; // in the order of the examples
    double seconds = 0;
    bool best = false; // so far, by the recipe's metric
};

} // namespace espalier
