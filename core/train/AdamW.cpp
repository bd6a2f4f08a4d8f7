#include "core/train/AdamW.h"

#include "core/model/kernels/Kernels.h"
#include "core/model/kernels/Parallel.h"

#include <algorithm>
#include <cmath>

namespace espalier {

namespace {

constexpr std::int64_t chunk = 1 << 16; // numbers that one thread takes at a time

// Calls work(item, begin, end) for chunks of all items on all threads. sizes: numbers in each.
template<class Work>
void forEachChunk(const std::vector<std::int64_t>& sizes, const Work& work) {
    struct Place {
        std::size_t item;
        std::int64_t begin;
    };
    std::vector<Place> places;
    for (std::size_t item = 0; item < sizes.size(); ++item)
        for (std::int64_t begin = 0; begin < sizes[item]; begin += chunk) places.push_back({item, begin});
    kernel::parallelFor(static_cast<std::int64_t>(places.size()), 1,
                        [&](std::int64_t first, std::int64_t last) {
                            for (auto i = first; i < last; ++i) {
                                const auto [item, begin] = places[static_cast<std::size_t>(i)];
                                work(i, item, begin, std::min(sizes[item], begin + chunk));
                            }
                        });
}

double normOnCpu(const std::vector<torch::Tensor>& gradients) {
    std::vector<std::int64_t> sizes;
    std::int64_t chunks = 0;
    for (const auto& gradient : gradients) {
        sizes.push_back(gradient.numel());
        chunks += (gradient.numel() + chunk - 1) / chunk;
    }
    std::vector<double> squares(static_cast<std::size_t>(chunks)); // summed in order, whatever the threads
    forEachChunk(sizes, [&](std::int64_t place, std::size_t item, std::int64_t begin, std::int64_t end) {
        squares[static_cast<std::size_t>(place)] =
            kernel::kernels().sumOfSquares(end - begin, gradients[item].const_data_ptr<float>() + begin);
    });
    double sum = 0;
    for (const auto square : squares) sum += square;
    return std::sqrt(sum);
}

} // namespace

bool isDecayed(const std::string& name) {
    std::string lower = name;
    std::transform(lower.begin(), lower.end(), lower.begin(), ::tolower);
    return lower.find("bias") == std::string::npos && lower.find("norm") == std::string::npos;
}

AdamW::AdamW(const std::vector<Parameter>& parameters, const AdamWSettings& settings) : settings_(settings) {
    for (const auto& [name, value, rung, byRows] : parameters) {
        const double decay = isDecayed(name) ? settings.weightDecay : 0;
        if (byRows && value.is_cpu())
            tables_.push_back({value, RowMoments(value), decay});
        else
            dense_.push_back({value, torch::zeros_like(value), torch::zeros_like(value),
                              torch::zeros({}, value.options().dtype(torch::kFloat32)), decay});
    }
}

torch::Tensor AdamW::clip(double most) {
    const torch::NoGradGuard guard;
    std::vector<torch::Tensor> gradients;
    for (const auto& moments : dense_)
        if (moments.value.grad().defined()) gradients.push_back(moments.value.grad());
    for (auto& table : tables_)
        if (table.value.grad().defined()) {
            table.value.mutable_grad() = table.value.grad().coalesce(); // one gradient a row
            gradients.push_back(table.value.grad().values());
        }
    if (gradients.empty()) return torch::zeros({}, torch::kFloat64);
    // as torch.nn.utils.clip_grad_norm_, its 1e-6 included
    if (gradients.front().is_cpu()) {
        const double norm = normOnCpu(gradients);
        gradientScale_ = most > 0 && norm + 1e-6 > most ? most / (norm + 1e-6) : 1;
        return torch::scalar_tensor(norm, torch::kFloat64);
    }
    const auto norm = torch::stack(at::_foreach_norm(gradients, 2)).norm(2);
    spoilt_ = torch::isfinite(norm).logical_not().to(torch::kFloat32);
    if (most > 0) gradientDivisor_ = torch::clamp_min((norm + 1e-6) / most, 1).to(torch::kFloat32);
    return norm.to(torch::kFloat64);
}

void AdamW::step(double learningRate) {
    const torch::NoGradGuard guard;
    ++steps_;
    const bool cpu = dense_.empty() || dense_.front().value.is_cpu();
    if (cpu)
        stepOnCpu(learningRate);
    else
        stepFused(learningRate);
    forgetGradients();
}

void AdamW::forgetGradients() {
    for (auto& moments : dense_) moments.value.mutable_grad().reset();
    for (auto& table : tables_) table.value.mutable_grad().reset();
    gradientScale_ = 1;
    gradientDivisor_.reset();
    spoilt_.reset();
}

void AdamW::stepOnCpu(double learningRate) {
    const auto t = static_cast<double>(steps_);
    const auto stepFor = [&](double weightDecay) {
        kernel::AdamWStep step{};
        step.beta1 = static_cast<float>(settings_.beta1);
        step.beta2 = static_cast<float>(settings_.beta2);
        step.epsilon = static_cast<float>(settings_.epsilon);
        step.decay = static_cast<float>(1 - learningRate * weightDecay);
        step.stepSize = static_cast<float>(learningRate / (1 - std::pow(settings_.beta1, t)));
        step.rootCorrection = static_cast<float>(std::sqrt(1 - std::pow(settings_.beta2, t)));
        step.gradientScale = static_cast<float>(gradientScale_);
        return step;
    };
    std::vector<std::int64_t> sizes;
    for (const auto& moments : dense_)
        sizes.push_back(moments.value.grad().defined() ? moments.value.numel() : 0);
    forEachChunk(sizes, [&](std::int64_t, std::size_t item, std::int64_t begin, std::int64_t end) {
        const auto& moments = dense_[item];
        kernel::kernels().adamW(
            stepFor(moments.weightDecay), end - begin, moments.value.grad().const_data_ptr<float>() + begin,
            moments.value.mutable_data_ptr<float>() + begin, moments.mean.mutable_data_ptr<float>() + begin,
            moments.square.mutable_data_ptr<float>() + begin);
    });
    // Written behind autograd's back: whoever keeps a copy in another precision looks at the version.
    for (std::size_t i = 0; i < dense_.size(); ++i)
        if (sizes[i]) dense_[i].value.unsafeGetTensorImpl()->bump_version();
    for (auto& table : tables_)
        if (const auto gradient = table.value.grad(); gradient.defined()) {
            const auto rows = gradient.coalesce();
            table.moments.step(stepFor(table.weightDecay), rows.indices()[0], rows.values());
        }
}

void AdamW::stepFused(double learningRate) {
    const auto optional = [](const torch::Tensor& x) { return x.defined() ? std::optional(x) : std::nullopt; };
    for (const double weightDecay : {settings_.weightDecay, 0.0}) {
        std::vector<torch::Tensor> values, gradients, means, squares, steps;
        for (const auto& moments : dense_) {
            if (!moments.value.grad().defined() || moments.weightDecay != weightDecay) continue;
            values.push_back(moments.value);
            gradients.push_back(moments.value.grad());
            means.push_back(moments.mean);
            squares.push_back(moments.square);
            steps.push_back(moments.steps);
        }
        if (values.empty()) continue;
        at::_foreach_add_(steps, 1);
        at::_fused_adamw_(values, gradients, means, squares, {}, steps, learningRate, settings_.beta1,
                          settings_.beta2, weightDecay, settings_.epsilon, /*amsgrad=*/false,
                          /*maximize=*/false, optional(gradientDivisor_), optional(spoilt_));
        if (settings_.weightDecay == 0) break; // the two groups are one
    }
}

void AdamW::settle(const torch::Tensor& rows) {
    for (auto& table : tables_) table.moments.settle(rows);
}

void AdamW::settleAll() {
    for (auto& table : tables_) table.moments.settleAll();
}

} // namespace espalier
