#pragma once
// AdamW for a table of which a batch reads few rows, as word embeddings: the same result as for a dense one.
// Rows that never had a gradient have no moments, and their weight decay is made up for when they are read.
#include "core/model/kernels/Kernels.h"

#include <torch/torch.h>

#include <functional>
#include <map>
#include <vector>

namespace espalier {

class RowMoments {
public:
    explicit RowMoments(torch::Tensor table); // float32 [rows, dim], CPU

    // Applies the outstanding decay. rows: int64 [n], repetitions allowed.
    void settle(const torch::Tensor& rows);
    void settleAll();

    // rows: int64 [n] without repetitions, gradients: float32 [n, dim]
    void step(const kernel::AdamWStep& step, const torch::Tensor& rows, const torch::Tensor& gradients);

    std::map<std::string, torch::Tensor> state() const;
    // at(kind): what state() gave. Throws Error(Format) for what doesn't fit.
    void restore(const std::function<torch::Tensor(const char* kind)>& at);

private:
    void settleRow(std::size_t row);

    torch::Tensor table_;
    double decay_ = 1;                   // product of all steps so far
    std::vector<double> settled_;        // by row: the part of it that was applied
    std::vector<std::int32_t> slots_;    // by row: place of its moments, or -1
    std::vector<std::int64_t> active_;   // by slot: its row
    std::vector<float> means_, squares_; // [slots, dim]
};

} // namespace espalier
