// A number for each text: squared error or Huber's.
#include "core/eval/Regression.h"
#include "core/base/Text.h"
#include "core/data/Numbers.h"
#include "core/task/Names.h"
#include "core/task/Task.h"

namespace espalier {

namespace {

class Regression : public Task {
public:
    explicit Regression(const TaskSettings& settings) : settings_(settings) {}

    std::string name() const override { return regression; }

    std::vector<std::string> labelsIn(std::span<const Example>) const override { return {"value"}; }
    void checkLabels() const override {}

    Targets targets(std::span<const Example> examples) const override {
        Targets targets;
        for (const auto& example : examples) {
            const auto value = numberFrom(example.label);
            if (!value)
                throw Error(ErrorKind::Data,
                            message("task", "\"{0}\" is no number, in row {1}.", shortened(example.label, 40),
                                    example.row),
                            message("task", "Write numbers like 3.5, or choose another task."));
            targets.values.push_back(*value);
        }
        return targets;
    }

    bool occurs(const Targets&, std::size_t) const override { return true; }

    // Huber 1964 at delta: squared up to it, straight beyond.
    torch::Tensor loss(const torch::Tensor& logits, const torch::Tensor& targets,
                       const LossSettings&) const override {
        const auto wanted = targets.to(logits.dtype()).view_as(logits);
        return settings_.huberDelta > 0
                   ? torch::huber_loss(logits, wanted, at::Reduction::Mean, settings_.huberDelta)
                   : torch::mse_loss(logits, wanted);
    }

    std::vector<std::size_t> given(std::span<const float>) const override { return {}; }

    torch::Tensor answers(const torch::Tensor& logits) const override { return logits; }

    Evaluation judge(const torch::Tensor& logits, const Targets& targets,
                     std::span<const Example> examples) const override {
        const auto values = logits.to(torch::kFloat64).contiguous();
        const auto m =
            regressionMetrics(targets.values, {values.const_data_ptr<double>(), targets.values.size()});
        Evaluation evaluation;
        evaluation.metrics.examples = m.examples;
        for (std::size_t i = 0; i < examples.size(); ++i)
            evaluation.numbers.push_back(
                {examples[i].row, targets.values[i], values.const_data_ptr<double>()[i]});
        evaluation.metrics.logLoss = m.mse; // what is shown beside the training's loss
        evaluation.figures = {{"rmse", m.rmse},      {"mse", m.mse},         {"mae", m.mae},
                              {"r2", m.r2},          {"pearson", m.pearson}, {"spearman", m.spearman},
                              {"kendall", m.kendall}};
        return evaluation;
    }

    std::vector<std::string> columns() const override { return {"predicted_value"}; }
    std::vector<std::string> say(std::span<const float> answers) const override {
        return {fmt::format("{:.6g}", answers.front())};
    }

    Json config() const override { return {{"problem_type", "regression"}}; }

private:
    TaskSettings settings_;
};

} // namespace

std::unique_ptr<Task> makeRegression(const TaskSettings& settings) {
    return std::make_unique<Regression>(settings);
}

} // namespace espalier
