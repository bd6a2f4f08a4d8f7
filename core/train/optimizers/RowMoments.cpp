#include "core/train/optimizers/RowMoments.h"

#include "core/base/Error.h"
#include "core/model/kernels/Parallel.h"

namespace espalier {

RowMoments::RowMoments(torch::Tensor table)
    : table_(std::move(table)), settled_(static_cast<std::size_t>(table_.size(0)), 1.0),
      slots_(static_cast<std::size_t>(table_.size(0)), -1) {}

void RowMoments::settleRow(std::size_t row) {
    if (slots_[row] >= 0 || settled_[row] == decay_) return; // rows with moments decay in every step
    const auto factor = static_cast<float>(decay_ / settled_[row]);
    const auto dim = table_.size(1);
    float* values = table_.mutable_data_ptr<float>() + static_cast<std::int64_t>(row) * dim;
    for (std::int64_t d = 0; d < dim; ++d) values[d] *= factor;
    settled_[row] = decay_;
}

void RowMoments::settle(const torch::Tensor& rows) {
    const auto* row = rows.const_data_ptr<std::int64_t>();
    for (std::int64_t i = 0; i < rows.numel(); ++i) settleRow(static_cast<std::size_t>(row[i]));
}

void RowMoments::settleAll() {
    for (std::size_t row = 0; row < slots_.size(); ++row) settleRow(row);
}

void RowMoments::step(const kernel::AdamWStep& step, const torch::Tensor& rows,
                      const torch::Tensor& gradients) {
    const auto dim = table_.size(1);
    settle(rows);
    std::vector<const float*> gradientOf(active_.size(), nullptr);
    for (std::int64_t i = 0; i < rows.numel(); ++i) {
        const auto row = rows.const_data_ptr<std::int64_t>()[i];
        auto& slot = slots_[static_cast<std::size_t>(row)];
        if (slot < 0) {
            slot = static_cast<std::int32_t>(active_.size());
            active_.push_back(row);
            gradientOf.push_back(nullptr);
        }
        gradientOf[static_cast<std::size_t>(slot)] = gradients.const_data_ptr<float>() + i * dim;
    }
    means_.resize(active_.size() * static_cast<std::size_t>(dim));
    squares_.resize(means_.size());
    decay_ *= static_cast<double>(step.decay);
    const std::vector<float> none(static_cast<std::size_t>(dim)); // rows of earlier batches move on
    float* values = table_.mutable_data_ptr<float>();
    kernel::parallelFor(
        static_cast<std::int64_t>(active_.size()), 64, [&](std::int64_t begin, std::int64_t end) {
            for (auto slot = begin; slot < end; ++slot) {
                const auto place = static_cast<std::size_t>(slot);
                const auto* gradient = gradientOf[place] ? gradientOf[place] : none.data();
                kernel::kernels().adamW(step, dim, gradient, values + active_[place] * dim,
                                        means_.data() + slot * dim, squares_.data() + slot * dim);
            }
        });
    table_.unsafeGetTensorImpl()->bump_version();
}

std::map<std::string, torch::Tensor> RowMoments::state() const {
    const auto slots = static_cast<std::int64_t>(active_.size());
    const auto moments = [&](const std::vector<float>& numbers) {
        return torch::tensor(numbers, torch::kFloat32).view({slots, table_.size(1)});
    };
    return {{"rows", torch::tensor(active_, torch::kInt64)},
            {"row_means", moments(means_)},
            {"row_squares", moments(squares_)},
            {"row_settled", torch::tensor(settled_, torch::kFloat64)},
            {"row_decay", torch::scalar_tensor(decay_, torch::kFloat64)}};
}

void RowMoments::restore(const std::function<torch::Tensor(const char*)>& at) {
    const auto rows = at("rows"), means = at("row_means"), squares = at("row_squares"),
               settled = at("row_settled");
    const auto fits = [&](const torch::Tensor& moments) {
        return moments.scalar_type() == torch::kFloat32 && moments.numel() == rows.numel() * table_.size(1);
    };
    if (rows.scalar_type() != torch::kInt64 || !fits(means) || !fits(squares) ||
        settled.scalar_type() != torch::kFloat64 || settled.numel() != table_.size(0) ||
        (rows.numel() &&
         (rows.min().item<std::int64_t>() < 0 || rows.max().item<std::int64_t>() >= table_.size(0))))
        throw Error(ErrorKind::Format, message("train", "The optimiser's state belongs to another model."));
    const auto copied = [](const torch::Tensor& from, auto& to) {
        using T = typename std::remove_reference_t<decltype(to)>::value_type;
        const auto* begin = from.const_data_ptr<T>();
        to.assign(begin, begin + from.numel());
    };
    copied(rows, active_);
    copied(means, means_);
    copied(squares, squares_);
    copied(settled, settled_);
    decay_ = at("row_decay").item<double>();
    std::fill(slots_.begin(), slots_.end(), -1);
    for (std::size_t slot = 0; slot < active_.size(); ++slot)
        slots_[static_cast<std::size_t>(active_[slot])] = static_cast<std::int32_t>(slot);
}

} // namespace espalier
