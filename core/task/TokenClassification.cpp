// One label for every word of a text, "O O B-PER I-PER": cross entropy at the first token of each, as is
// usual since Devlin et al. 2019, sec. 5.3.
#include "core/base/Text.h"
#include "core/data/Words.h"
#include "core/eval/Spans.h"
#include "core/task/Classes.h"
#include "core/task/Names.h"
#include "core/task/Task.h"

#include <algorithm>
#include <set>

namespace espalier {

namespace {

constexpr const char* unread = "?"; // stands for a word that the model has not read

class TokenClassification : public Task {
public:
    std::string name() const override { return tokenClassification; }
    bool aboutWords() const override { return true; }

    std::vector<std::string> labelsIn(std::span<const Example> examples) const override {
        std::set<std::string, std::less<>> names;
        for (const auto& example : examples)
            for (const auto tag : wordsIn(example.label)) names.emplace(tag);
        return {names.begin(), names.end()};
    }

    void checkLabels() const override {
        if (labels().size() >= 2) return;
        throw Error(
            ErrorKind::Data,
            message("task", "All words have the label \"{0}\": there is nothing to tell apart.",
                    labels().empty() ? "" : labels().front()),
            message("task", "Choose the column that holds a label for every word, separated by spaces."));
    }

    Targets targets(std::span<const Example> examples) const override {
        Targets targets{{}, 1, {0}};
        ClassFinder classes(labels());
        for (const auto& example : examples) {
            const auto words = wordsIn(example.text), tags = wordsIn(example.label);
            if (words.size() != tags.size())
                throw Error(
                    ErrorKind::Data,
                    message("task", "In row {0} there are {1} words and {2} labels: \"{3}\".", example.row,
                            words.size(), tags.size(), shortened(example.text, 40)),
                    message("task", "Give every word a label, separated by spaces; what is outside is O."));
            for (const auto tag : tags) targets.values.push_back(static_cast<double>(classes.find(tag)));
            targets.starts.push_back(targets.values.size());
        }
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
        std::vector<std::int64_t> rows; // of the words
        for (std::size_t text = 0; text < examples.size(); ++text)
            rows.insert(rows.end(), targets.of(text).size(), examples[text].row);
        auto evaluation = evaluateClasses(logits, targets.classes(), rows);
        evaluation.figures = figuresOf(evaluation.metrics);
        evaluation.figures.insert(evaluation.figures.begin(),
                                  {"entity_f1", spansOfTexts(evaluation.predictions, targets).f1});
        return evaluation;
    }

    // The likeliest of every word that was read.
    std::vector<std::size_t> given(std::span<const float> answers) const override {
        std::vector<std::size_t> best;
        for (; !answers.empty(); answers = answers.subspan(labels().size())) {
            const auto of = answers.first(labels().size());
            const auto largest = std::max_element(of.begin(), of.end());
            if (*largest > 0) best.push_back(static_cast<std::size_t>(largest - of.begin()));
        }
        return best;
    }

    std::vector<std::string> columns() const override { return {"predicted_labels"}; }

    std::vector<std::string> say(std::span<const float> answers) const override {
        std::vector<std::string> said;
        for (; !answers.empty(); answers = answers.subspan(labels().size())) {
            const auto best = given(answers.first(labels().size()));
            said.push_back(best.empty() ? unread : labels()[best.front()]);
        }
        return {joined(said, " ")};
    }

    Json config() const override { return Json::object(); }

private:
    Scores spansOfTexts(std::span<const Prediction> predictions, const Targets& targets) const {
        SpanCounts counts;
        std::vector<std::string_view> actual, predicted;
        for (std::size_t text = 0; text < targets.size(); ++text) {
            actual.clear();
            predicted.clear();
            for (const auto& word : predictions.first(targets.of(text).size())) {
                actual.push_back(labels()[static_cast<std::size_t>(word.actual)]);
                predicted.push_back(labels()[static_cast<std::size_t>(word.predicted)]);
            }
            counts.add(actual, predicted);
            predictions = predictions.subspan(actual.size());
        }
        return counts.scores();
    }
};

} // namespace

std::unique_ptr<Task> makeTokenClassification(const TaskSettings&) {
    return std::make_unique<TokenClassification>();
}

} // namespace espalier
