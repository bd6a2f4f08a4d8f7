// One label a text: cross entropy, arg max.
#include "core/task/Names.h"
#include "core/task/Task.h"

#include <algorithm>
#include <set>

namespace espalier {

namespace {

class TextClassification : public Task {
public:
    std::string name() const override { return textClassification; }

    std::vector<std::string> labelsIn(std::span<const Example> examples) const override {
        return labelsOf(examples);
    }

    void checkLabels() const override {
        if (labels().size() >= 2) return;
        throw Error(ErrorKind::Data,
                    message("train", "All examples have the label \"{0}\": there is nothing to tell apart.",
                            labels().empty() ? "" : labels().front()),
                    message("train", "Use data with two labels or more."));
    }

    Targets targets(std::span<const Example> examples) const override {
        Targets targets;
        std::set<std::string> unknown;
        for (const auto& example : examples) {
            const auto it = std::find(labels().begin(), labels().end(), example.label);
            if (it == labels().end()) unknown.insert(example.label);
            targets.values.push_back(static_cast<double>(it - labels().begin()));
        }
        if (!unknown.empty())
            throw Error(ErrorKind::Data,
                        message("task", "The model doesn't know the label {0}.",
                                quoted(std::vector<std::string>(unknown.begin(), unknown.end()))),
                        message("task", "It knows {0}.", quoted(labels())));
        return targets;
    }

    bool occurs(const Targets& targets, std::size_t label) const override {
        return std::find(targets.values.begin(), targets.values.end(), static_cast<double>(label)) !=
               targets.values.end();
    }

    double weight(const Targets& targets, const LossSettings& settings) const override {
        return lossWeight(targets.classes(), settings);
    }

    torch::Tensor loss(const torch::Tensor& logits, const torch::Tensor& targets,
                       const LossSettings& settings) const override {
        return classificationLoss(logits, targets.to(torch::kInt64), settings);
    }

    torch::Tensor answers(const torch::Tensor& logits) const override { return torch::softmax(logits, 1); }

    Evaluation judge(const torch::Tensor& logits, const Targets& targets,
                     std::span<const Example> examples) const override {
        const auto probabilities = torch::softmax(logits.to(torch::kFloat64), 1).contiguous();
        const auto classes = probabilities.size(1);
        const std::span<const double> flat(probabilities.const_data_ptr<double>(),
                                           static_cast<std::size_t>(probabilities.numel()));
        const auto actual = targets.classes();
        Evaluation evaluation;
        evaluation.metrics = classificationMetrics(actual, flat, classes);
        evaluation.figures = figuresOf(evaluation.metrics);
        for (std::size_t i = 0; i < actual.size(); ++i) {
            const auto row =
                flat.subspan(i * static_cast<std::size_t>(classes), static_cast<std::size_t>(classes));
            const auto best = std::max_element(row.begin(), row.end());
            evaluation.predictions.push_back({examples[i].row, static_cast<std::int32_t>(actual[i]),
                                              static_cast<std::int32_t>(best - row.begin()),
                                              static_cast<float>(*best),
                                              static_cast<float>(row[static_cast<std::size_t>(actual[i])])});
        }
        return evaluation;
    }

    std::vector<std::size_t> given(std::span<const float> answers) const override {
        return {static_cast<std::size_t>(std::max_element(answers.begin(), answers.end()) - answers.begin())};
    }

    std::vector<std::string> columns() const override { return {"predicted_label", "confidence"}; }

    std::vector<std::string> say(std::span<const float> answers) const override {
        const auto best = given(answers).front();
        return {labels()[best], fmt::format("{:.6f}", answers[best])};
    }

    Json config() const override { return {{"problem_type", "single_label_classification"}}; }
};

} // namespace

std::unique_ptr<Task> makeTextClassification(const TaskSettings&) {
    return std::make_unique<TextClassification>();
}

} // namespace espalier
