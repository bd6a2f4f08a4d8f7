// One label a text: cross entropy, arg max.
#include "core/task/Classes.h"
#include "core/task/Names.h"
#include "core/task/Task.h"

#include <algorithm>

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
        ClassFinder classes(labels());
        for (const auto& example : examples)
            targets.values.push_back(static_cast<double>(classes.find(example.label)));
        classes.check();
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
        std::vector<std::int64_t> rows;
        for (const auto& example : examples) rows.push_back(example.row);
        auto evaluation = evaluateClasses(logits, targets.classes(), rows);
        evaluation.figures = figuresOf(evaluation.metrics);
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
