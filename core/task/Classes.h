#pragma once
// What tasks share that say one of several classes, of a text or of a word.
#include "core/task/Evaluation.h"

#include <torch/torch.h>

#include <set>
#include <span>

namespace espalier {

// The places of labels among those of the model; unknown ones are collected for one message.
class ClassFinder {
public:
    explicit ClassFinder(std::span<const std::string> labels) : labels_(labels) {}
    std::size_t find(std::string_view label); // labels.size() for an unknown one
    // Throws Error(Data) naming those that were unknown.
    void check() const;

private:
    std::span<const std::string> labels_;
    std::set<std::string, std::less<>> unknown_;
};

// logits: [answers, classes] float32 on the CPU; rows: Example::row of each answer. Without figures.
Evaluation evaluateClasses(const torch::Tensor& logits, std::span<const std::int64_t> actual,
                           std::span<const std::int64_t> rows);

} // namespace espalier
