// One label a text: cross entropy, arg max.
#include "core/base/Text.h"
#include "core/task/Task.h"

#include <algorithm>
#include <set>

namespace espalier {

namespace {

class TextClassification : public Task {
public:
    std::string name() const override { return "text-classification"; }

    std::vector<ColumnRole> roles() const override { return {ColumnRole::Text, ColumnRole::Label}; }

    std::vector<std::int64_t> targets(std::span<const Example> examples,
                                      const std::vector<std::string>& labels) const override {
        std::vector<std::int64_t> targets;
        std::set<std::string> unknown;
        for (const auto& example : examples) {
            const auto it = std::find(labels.begin(), labels.end(), example.label);
            if (it == labels.end()) unknown.insert(example.label);
            targets.push_back(it - labels.begin());
        }
        if (!unknown.empty())
            throw Error(ErrorKind::Data,
                        message("task", "The model doesn't know the label {0}.", quoted(unknown)),
                        message("task", "It knows {0}.", quoted(labels)));
        return targets;
    }

    torch::Tensor loss(const torch::Tensor& logits, const torch::Tensor& targets,
                       const LossSettings& settings) const override {
        return classificationLoss(logits, targets, settings);
    }

    Evaluation judge(const torch::Tensor& logits, std::span<const std::int64_t> targets,
                     std::span<const Example> examples) const override {
        const auto probabilities = torch::softmax(logits.to(torch::kFloat64), 1).contiguous();
        const auto classes = probabilities.size(1);
        const std::span<const double> flat(probabilities.const_data_ptr<double>(),
                                           static_cast<std::size_t>(probabilities.numel()));
        Evaluation evaluation;
        evaluation.metrics = classificationMetrics(targets, flat, classes);
        for (std::size_t i = 0; i < targets.size(); ++i) {
            const auto row =
                flat.subspan(i * static_cast<std::size_t>(classes), static_cast<std::size_t>(classes));
            const auto best = std::max_element(row.begin(), row.end());
            evaluation.predictions.push_back({examples[i].row, static_cast<std::int32_t>(targets[i]),
                                              static_cast<std::int32_t>(best - row.begin()),
                                              static_cast<float>(*best),
                                              static_cast<float>(row[static_cast<std::size_t>(targets[i])])});
        }
        return evaluation;
    }

    double score(const ClassificationMetrics& metrics, const std::string& metric) const override {
        if (metric == "accuracy") return metrics.accuracy;
        if (metric == "macro_f1") return metrics.macro.f1;
        if (metric == "log_loss") return -metrics.logLoss;
        throw Error(ErrorKind::Usage, message("task", "There is no metric \"{0}\".", metric),
                    message("task", "Choose accuracy, macro_f1 or log_loss."));
    }

private:
    // The first few, in quotes.
    template<class Names>
    static std::string quoted(const Names& names) {
        constexpr std::size_t shown = 8;
        std::vector<std::string> parts;
        for (const auto& name : names) {
            if (parts.size() == shown) {
                parts.push_back("…");
                break;
            }
            parts.push_back(fmt::format("\"{}\"", shortened(name, 40)));
        }
        return joined(parts);
    }
};

} // namespace

std::unique_ptr<Task> makeTextClassification() {
    return std::make_unique<TextClassification>();
}

} // namespace espalier
