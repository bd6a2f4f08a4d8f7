#include "core/task/Classes.h"

#include "core/task/Task.h"

#include <algorithm>

namespace espalier {

std::size_t ClassFinder::find(std::string_view label) {
    const auto it = std::find(labels_.begin(), labels_.end(), label);
    if (it == labels_.end()) unknown_.emplace(label);
    return static_cast<std::size_t>(it - labels_.begin());
}

void ClassFinder::check() const {
    if (unknown_.empty()) return;
    throw Error(ErrorKind::Data,
                message("task", "The model doesn't know the label {0}.",
                        quoted(std::vector<std::string>(unknown_.begin(), unknown_.end()))),
                message("task", "It knows {0}.", quoted(labels_)));
}

Evaluation evaluateClasses(const torch::Tensor& logits, std::span<const std::int64_t> actual,
                           std::span<const std::int64_t> rows) {
    const auto probabilities = torch::softmax(logits.to(torch::kFloat64), 1).contiguous();
    const auto classes = static_cast<std::size_t>(probabilities.size(1));
    const std::span<const double> flat(probabilities.const_data_ptr<double>(),
                                       static_cast<std::size_t>(probabilities.numel()));
    Evaluation evaluation;
    evaluation.metrics = classificationMetrics(actual, flat, static_cast<std::int64_t>(classes));
    for (std::size_t i = 0; i < actual.size(); ++i) {
        const auto row = flat.subspan(i * classes, classes);
        const auto best = std::max_element(row.begin(), row.end());
        evaluation.predictions.push_back(
            {rows[i], static_cast<std::int32_t>(actual[i]), static_cast<std::int32_t>(best - row.begin()),
             static_cast<float>(*best), static_cast<float>(row[static_cast<std::size_t>(actual[i])])});
    }
    return evaluation;
}

} // namespace espalier
