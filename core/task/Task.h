#pragma once
// What a task is: what its labels and targets are, its loss, and how its answers are judged and said. The
// trainer is written once against this. A new task is one file and one line in Task.cpp.
#include "core/base/Error.h"
#include "core/base/Json.h"
#include "core/data/Example.h"
#include "core/data/Targets.h"
#include "core/task/Evaluation.h"
#include "core/task/Loss.h"

#include <torch/torch.h>

#include <memory>

namespace espalier {

// What a recipe says about its task.
struct TaskSettings {
    std::string separator = ";"; // between the labels of a text
    double threshold = 0.5;      // from which probability on a label is given
    std::map<std::string, double> labelThresholds = {};
    bool tuneThresholds = false;
    double huberDelta = 0; // of regression; 0: squared error
};

class Task {
public:
    virtual ~Task() = default;
    virtual std::string name() const = 0;
    // Whether it answers about every word of a text (Words.h), not about the text.
    virtual bool aboutWords() const { return false; }

    // What a head for these labelled examples gives a number for, in its order.
    virtual std::vector<std::string> labelsIn(std::span<const Example> examples) const = 0;
    // To be called before anything below.
    void setLabels(std::vector<std::string> labels) { labels_ = std::move(labels); }
    const std::vector<std::string>& labels() const { return labels_; }
    // Throws Error(Data) where there is nothing to learn.
    virtual void checkLabels() const = 0;
    // Throws Error(Data) naming labels that are unknown, or what is no number.
    virtual Targets targets(std::span<const Example> examples) const = 0;
    // Whether any of the targets speaks of this label.
    virtual bool occurs(const Targets& targets, std::size_t label) const = 0;

    // How much of a batch's loss is a mean over: the sum of its texts' weights.
    virtual double weight(const Targets& targets, const LossSettings&) const {
        return static_cast<double>(targets.size());
    }
    // Mean over the batch, by weight. logits: [answers, labels] float32, one for each text or for each word
    // that was read; targets: TokenBatch::targets.
    virtual torch::Tensor loss(const torch::Tensor& logits, const torch::Tensor& targets,
                               const LossSettings& settings) const = 0;

    // The labels that are given for a text's answers, [labels] or [words, labels]; none of a regression.
    virtual std::vector<std::size_t> given(std::span<const float> answers) const = 0;

    // [answers, labels] float32: probabilities, or what is predicted itself.
    virtual torch::Tensor answers(const torch::Tensor& logits) const = 0;
    // Adapts how answers are read to labelled examples that are not learned from.
    virtual void tune(const torch::Tensor& /*logits*/, const Targets&) {}
    // logits: [answers, labels] float32 on the CPU, in the order of examples and their words.
    virtual Evaluation judge(const torch::Tensor& logits, const Targets& targets,
                             std::span<const Example> examples) const = 0;

    // The columns that predictions for a file get, and what stands in them for one text.
    virtual std::vector<std::string> columns() const = 0;
    virtual std::vector<std::string> say(std::span<const float> answers) const = 0;

    // What config.json says of the task beside its labels, and taking it up again.
    virtual Json config() const = 0;
    virtual void restore(const Json& /*config*/) {}

private:
    std::vector<std::string> labels_;
};

// Throws Error(Usage) that lists the tasks there are.
std::unique_ptr<Task> makeTask(const std::string& name, const TaskSettings& settings = {});
// Of the head that config.json of a checkpoint describes.
std::string taskNameOf(const Json& config, std::size_t labels);
// For that head, which has these labels.
std::unique_ptr<Task> taskOf(const Json& config, std::vector<std::string> labels);

// The first few, in quotes, for a message.
std::string quoted(std::span<const std::string> names);

} // namespace espalier
