#pragma once
// What a model said about a labelled set of examples.
#include "core/eval/Classification.h"

#include <optional>
#include <string>
#include <utility>

namespace espalier {

struct Prediction {
    std::int64_t row = 0; // Example::row
    std::int32_t actual = -1;
    std::int32_t predicted = -1;
    float confidence = 0; // probability of `predicted`
    float actualProbability = 0;
};

// Of a text with any number of labels: those that were missed, and those given without being asked for.
struct LabelSetPrediction {
    std::int64_t row = 0;
    std::vector<std::int32_t> missed, wrong;
};

struct NumberPrediction {
    std::int64_t row = 0;
    double actual = 0, predicted = 0;
};

// A task's metrics by name, the one first that "best" means where nothing else is asked for.
using Figures = std::vector<std::pair<std::string, double>>;
Figures figuresOf(const ClassificationMetrics& metrics);
std::optional<double> figureNamed(const Figures& figures, const std::string& name);

struct Evaluation {
    std::string part; // "validation", "test"
    std::int64_t step = 0;
    Figures figures;
    ClassificationMetrics metrics; // in part, for tasks that are not one label a text
    // In the order of the examples; which one there is says the task.
    std::vector<Prediction> predictions;
    std::vector<LabelSetPrediction> labelSets;
    std::vector<NumberPrediction> numbers;
    double seconds = 0;
    bool best = false; // so far, by the recipe's metric
};

// The metric's value as a score: larger is better. "auto" is the first. Throws Error(Usage) that lists the
// metrics there are.
double scoreOf(const Evaluation& evaluation, const std::string& metric);

} // namespace espalier
