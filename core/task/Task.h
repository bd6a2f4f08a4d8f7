#pragma once
// What a task is: which columns it reads, what its targets are, its loss, and how its answers are judged. The
// trainer is written once against this. A new task is one file and one line in Task.cpp.
#include "core/base/Error.h"
#include "core/data/Example.h"
#include "core/task/Evaluation.h"
#include "core/task/Loss.h"

#include <torch/torch.h>

#include <memory>

namespace espalier {

class Task {
public:
    virtual ~Task() = default;
    virtual std::string name() const = 0;
    virtual std::vector<ColumnRole> roles() const = 0; // that a data set needs

    // Class index of each example. Throws Error(Data) naming labels that are not among `labels`.
    virtual std::vector<std::int64_t> targets(std::span<const Example> examples,
                                              const std::vector<std::string>& labels) const = 0;
    // Mean over the batch, by weight. logits: [segments, labels] float32, targets: [segments]
    virtual torch::Tensor loss(const torch::Tensor& logits, const torch::Tensor& targets,
                               const LossSettings& settings) const = 0;
    // logits: [examples, labels] float32 on the CPU, in the order of examples.
    virtual Evaluation judge(const torch::Tensor& logits, std::span<const std::int64_t> targets,
                             std::span<const Example> examples) const = 0;
    // What "best" means: larger is better. Throws Error(Usage) for a metric this task doesn't have.
    virtual double score(const ClassificationMetrics& metrics, const std::string& metric) const = 0;
};

// Throws Error(Usage) that lists the tasks there are.
std::unique_ptr<Task> makeTask(const std::string& name);

} // namespace espalier
