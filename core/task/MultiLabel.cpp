// Any number of labels a text: a yes or no for each, binary cross entropy.
#include "core/eval/MultiLabel.h"
#include "core/data/LabelSet.h"
#include "core/task/Names.h"
#include "core/task/Task.h"

#include <algorithm>
#include <set>

namespace espalier {

namespace {

constexpr const char* configKey = "espalier"; // in config.json, beside what Transformers reads

class MultiLabel : public Task {
public:
    explicit MultiLabel(const TaskSettings& settings) : settings_(settings) {}

    std::string name() const override { return multiLabel; }

    std::vector<std::string> labelsIn(std::span<const Example> examples) const override {
        std::set<std::string> names;
        for (const auto& example : examples)
            for (auto& label : labelsOfText(example)) names.insert(std::move(label));
        return {names.begin(), names.end()};
    }

    void checkLabels() const override {
        if (labels().empty())
            throw Error(ErrorKind::Data, message("task", "No text has a label: there is nothing to learn."),
                        message("task", "Choose the column that holds the labels."));
        for (const auto& [label, threshold] : settings_.labelThresholds)
            if (std::find(labels().begin(), labels().end(), label) == labels().end())
                throw Error(ErrorKind::Usage,
                            message("task", "\"{0}\": there is no label \"{1}\".", "label_thresholds", label),
                            message("task", "The labels are {0}.", quoted(labels())));
    }

    Targets targets(std::span<const Example> examples) const override {
        const auto width = labels().size();
        Targets targets{std::vector<double>(examples.size() * width), static_cast<std::int64_t>(width)};
        std::set<std::string> unknown;
        for (std::size_t i = 0; i < examples.size(); ++i)
            for (const auto& label : labelsOfText(examples[i])) {
                const auto it = std::find(labels().begin(), labels().end(), label);
                if (it == labels().end())
                    unknown.insert(label);
                else
                    targets.values[i * width + static_cast<std::size_t>(it - labels().begin())] = 1;
            }
        if (!unknown.empty())
            throw Error(ErrorKind::Data,
                        message("task", "The model doesn't know the label {0}.",
                                quoted(std::vector<std::string>(unknown.begin(), unknown.end()))),
                        message("task", "It knows {0}. The labels of a text are separated by \"{1}\".",
                                quoted(labels()), settings_.separator));
        return targets;
    }

    bool occurs(const Targets& targets, std::size_t label) const override {
        for (std::size_t i = 0; i < targets.size(); ++i)
            if (targets.of(i)[label] == 1) return true;
        return false;
    }

    torch::Tensor loss(const torch::Tensor& logits, const torch::Tensor& targets,
                       const LossSettings&) const override {
        return torch::binary_cross_entropy_with_logits(logits, targets.to(logits.dtype()).view_as(logits));
    }

    std::vector<std::size_t> given(std::span<const float> answers) const override {
        const auto from = thresholds();
        std::vector<std::size_t> given;
        for (std::size_t l = 0; l < from.size(); ++l)
            if (static_cast<double>(answers[l]) >= from[l]) given.push_back(l);
        return given;
    }

    torch::Tensor answers(const torch::Tensor& logits) const override { return torch::sigmoid(logits); }

    void tune(const torch::Tensor& logits, const Targets& targets) override {
        if (!settings_.tuneThresholds) return;
        const auto probabilities = probabilitiesOf(logits);
        thresholds_ = bestThresholds(targets.values, probabilities, static_cast<std::size_t>(targets.width),
                                     settings_.threshold);
    }

    Evaluation judge(const torch::Tensor& logits, const Targets& targets,
                     std::span<const Example> examples) const override {
        const auto probabilities = probabilitiesOf(logits);
        const auto m = multiLabelMetrics(targets.values, probabilities, thresholds());
        Evaluation evaluation;
        evaluation.labelSets = labelSetsOf(probabilities, targets, examples);
        evaluation.metrics.examples = m.examples;
        evaluation.metrics.accuracy = m.subsetAccuracy;
        evaluation.metrics.logLoss = m.logLoss;
        evaluation.metrics.macro.f1 = m.macroF1;
        evaluation.metrics.micro.f1 = m.microF1;
        evaluation.metrics.perClass = m.perLabel;
        evaluation.figures = {{"macro_f1", m.macroF1},
                              {"micro_f1", m.microF1},
                              {"samples_f1", m.samplesF1},
                              {"accuracy", m.subsetAccuracy},
                              {"hamming_loss", m.hammingLoss},
                              {"macro_average_precision", m.macroAveragePrecision},
                              {"ranking_precision", m.rankingPrecision},
                              {"log_loss", m.logLoss}};
        return evaluation;
    }

    std::vector<std::string> columns() const override { return {"predicted_labels"}; }

    std::vector<std::string> say(std::span<const float> answers) const override {
        std::string said;
        for (const auto label : given(answers))
            said += (said.empty() ? "" : settings_.separator) + labels()[label];
        return {said};
    }

    Json config() const override {
        Json own{{"label_separator", settings_.separator}, {"threshold", settings_.threshold}};
        if (!settings_.labelThresholds.empty()) own["label_thresholds"] = settings_.labelThresholds;
        if (!thresholds_.empty()) own["thresholds"] = thresholds_;
        return {{"problem_type", "multi_label_classification"}, {configKey, own}};
    }

    void restore(const Json& config) override {
        const auto own = config.value(configKey, Json::object());
        try {
            settings_.separator = own.value("label_separator", settings_.separator);
            settings_.threshold = own.value("threshold", settings_.threshold);
            settings_.labelThresholds = own.value("label_thresholds", settings_.labelThresholds);
            thresholds_ = own.value("thresholds", thresholds_);
        } catch (const Json::exception& e) {
            throw Error(ErrorKind::Format,
                        message("task", "config.json: the thresholds are damaged: {0}.", e.what()));
        }
        if (!thresholds_.empty() && thresholds_.size() != labels().size())
            throw Error(ErrorKind::Format, message("task", "config.json has {0} thresholds for {1} labels.",
                                                   thresholds_.size(), labels().size()));
    }

private:
    std::vector<std::string> labelsOfText(const Example& example) const {
        return espalier::labelsIn(example.label, settings_.separator);
    }

    std::vector<LabelSetPrediction> labelSetsOf(std::span<const double> probabilities, const Targets& targets,
                                                std::span<const Example> examples) const {
        const auto from = thresholds();
        std::vector<LabelSetPrediction> sets;
        for (std::size_t i = 0; i < examples.size(); ++i) {
            LabelSetPrediction set{examples[i].row, {}, {}};
            for (std::size_t l = 0; l < from.size(); ++l) {
                const bool wanted = targets.of(i)[l] == 1,
                           given = probabilities[i * from.size() + l] >= from[l];
                if (wanted != given)
                    (wanted ? set.missed : set.wrong).push_back(static_cast<std::int32_t>(l));
            }
            sets.push_back(std::move(set));
        }
        return sets;
    }

    // Tuned ones first, then those by hand, then the one for all.
    std::vector<double> thresholds() const {
        if (!thresholds_.empty()) return thresholds_;
        std::vector<double> all;
        for (const auto& label : labels()) {
            const auto it = settings_.labelThresholds.find(label);
            all.push_back(it == settings_.labelThresholds.end() ? settings_.threshold : it->second);
        }
        return all;
    }

    static std::vector<double> probabilitiesOf(const torch::Tensor& logits) {
        const auto values = torch::sigmoid(logits.to(torch::kFloat64)).contiguous();
        return {values.const_data_ptr<double>(), values.const_data_ptr<double>() + values.numel()};
    }

    TaskSettings settings_;
    std::vector<double> thresholds_; // tuned, by label
};

} // namespace

std::unique_ptr<Task> makeMultiLabel(const TaskSettings& settings) {
    return std::make_unique<MultiLabel>(settings);
}

} // namespace espalier
