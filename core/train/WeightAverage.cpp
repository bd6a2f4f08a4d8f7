#include "core/train/WeightAverage.h"

#include "core/base/Error.h"

#include <cmath>

namespace espalier {

WeightAverage::WeightAverage(const std::vector<Trained>& trained, const Recipe& recipe, std::int64_t steps)
    : decay_(recipe.ema),
      from_(recipe.swaStart > 0 ? std::llround(recipe.swaStart * static_cast<double>(steps)) : -1) {
    for (const auto& one : trained) parameters_.push_back(one.parameter);
}

void WeightAverage::add(std::int64_t done) {
    if (!any() || (from_ >= 0 && done <= from_)) return;
    const torch::NoGradGuard guard;
    ++counted_;
    if (averages_.empty()) {
        for (const auto& parameter : parameters_) averages_.push_back(parameter.value.detach().clone());
        return;
    }
    const double share = decay_ > 0 ? 1 - decay_ : 1 / static_cast<double>(counted_);
    for (std::size_t i = 0; i < averages_.size(); ++i) averages_[i].lerp_(parameters_[i].value, share);
}

void WeightAverage::exchange() {
    const torch::NoGradGuard guard;
    for (std::size_t i = 0; i < averages_.size(); ++i) {
        const auto trained = parameters_[i].value.detach().clone();
        parameters_[i].value.copy_(averages_[i]);
        averages_[i] = trained;
    }
}

TensorMap WeightAverage::state() const {
    TensorMap state;
    for (std::size_t i = 0; i < averages_.size(); ++i) state[parameters_[i].name] = averages_[i];
    if (!averages_.empty()) state["counted"] = torch::scalar_tensor(counted_, torch::kInt64);
    return state;
}

void WeightAverage::restore(const TensorMap& state) {
    averages_.clear();
    counted_ = 0;
    if (state.empty()) return;
    for (const auto& parameter : parameters_) {
        const auto it = state.find(parameter.name);
        if (it == state.end() || it->second.sizes() != parameter.value.sizes())
            throw Error(ErrorKind::Format, message("train", "The averaged weights belong to another run."));
        averages_.push_back(it->second.to(parameter.value.device()).clone());
    }
    counted_ = state.at("counted").item<std::int64_t>();
}

} // namespace espalier
