#include "core/train/ClassWeights.h"

#include "core/base/Text.h"
#include "core/task/Names.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace espalier {

namespace {

// Beyond so many texts of a label a further one says little that is new: beta of Cui et al. 2019, table 3.
constexpr double overlap = 0.999;

} // namespace

std::vector<double> classWeightsOf(const Recipe& recipe, const Targets& targets) {
    if (recipe.task != textClassification && recipe.task != tokenClassification) return {};
    const auto& labels = recipe.labels;
    std::vector<double> counts(labels.size()), weights(labels.size(), 1.0);
    for (const auto target : targets.classes()) ++counts[static_cast<std::size_t>(target)];
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const double count = std::max(1.0, counts[i]); // labels without texts have no say
        if (recipe.classWeights == "balanced") weights[i] = 1 / count;
        if (recipe.classWeights == "effective") weights[i] = (1 - overlap) / (1 - std::pow(overlap, count));
    }
    const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
    for (auto& weight : weights) weight *= static_cast<double>(labels.size()) / sum;
    for (const auto& [label, weight] : numbersByName(recipe.labelWeights, "label_weights")) {
        const auto it = std::find(labels.begin(), labels.end(), label);
        if (it == labels.end())
            throw Error(ErrorKind::Usage,
                        message("train", "\"{0}\": there is no label \"{1}\".", "label_weights", label),
                        message("train", "The labels are {0}.", shortened(joined(labels), 200)));
        weights[static_cast<std::size_t>(it - labels.begin())] = weight;
    }
    if (std::all_of(weights.begin(), weights.end(), [](double w) { return w == 0; }))
        throw Error(ErrorKind::Usage, message("train", "No label counts: every weight is 0."),
                    message("train", "Give at least one label a weight."));
    const bool same = std::all_of(weights.begin(), weights.end(), [](double w) { return w == 1; });
    return same ? std::vector<double>() : weights;
}

} // namespace espalier
