#include "core/train/optimizers/Optimizer.h"

#include "core/base/Error.h"
#include "core/base/Text.h"
#include "core/model/kernels/Kernels.h"
#include "core/train/optimizers/Chunks.h"

#include <cmath>

namespace espalier {

using Made = std::unique_ptr<Optimizer>;
Made makeAdafactor(std::vector<Trained> trained, const OptimizerSettings& settings);
Made makeAdam(std::vector<Trained> trained, const OptimizerSettings& settings);
Made makeAdamW(std::vector<Trained> trained, const OptimizerSettings& settings);
Made makeLion(std::vector<Trained> trained, const OptimizerSettings& settings);
Made makeSgd(std::vector<Trained> trained, const OptimizerSettings& settings);

namespace {

const std::vector<std::pair<std::string, Made (*)(std::vector<Trained>, const OptimizerSettings&)>> makers{
    {"adamw", makeAdamW},
    {"adam", makeAdam},
    {"sgd", makeSgd},
    {"lion", makeLion},
    {"adafactor", makeAdafactor}};

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

std::unique_ptr<Optimizer> makeOptimizer(const std::string& name, std::vector<Trained> trained,
                                         const OptimizerSettings& settings) {
    for (const auto& [known, make] : makers)
        if (known == name) return make(std::move(trained), settings);
    throw Error(ErrorKind::Usage, message("train", "There is no optimiser \"{0}\".", name),
                message("train", "Choose one of {0}.", joined(optimizerNames())));
}

torch::Tensor Optimizer::clip(double most) {
    const torch::NoGradGuard guard;
    std::vector<torch::Tensor> gradients;
    for (auto& [parameter, rate, decay] : trained_) {
        auto& gradient = parameter.value.mutable_grad();
        if (!gradient.defined()) continue;
        if (!gradient.is_sparse()) {
            gradient = gradient.contiguous();
            gradients.push_back(gradient);
        } else if (followsRows(parameter)) {
            gradient = gradient.coalesce(); // one gradient a row
            gradients.push_back(gradient.values());
        } else {
            gradient = gradient.to_dense();
            gradients.push_back(gradient);
        }
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

void Optimizer::step(double learningRate) {
    const torch::NoGradGuard guard;
    update(learningRate);
    forgetGradients();
}

void Optimizer::forgetGradients() {
    for (auto& trained : trained_) trained.parameter.value.mutable_grad().reset();
    gradientScale_ = 1;
    gradientDivisor_.reset();
    spoilt_.reset();
}

void ParameterwiseOptimizer::update(double learningRate) {
    for (const auto& trained : trained_) {
        auto value = trained.parameter.value;
        if (!value.grad().defined()) continue;
        const double rate = learningRate * trained.rate;
        const auto gradient = scaledGradient(trained);
        if (trained.decay > 0) value.mul_(1 - rate * trained.decay);
        move(trained.parameter, gradient, rate);
    }
}

torch::Tensor ParameterwiseOptimizer::scaledGradient(const Trained& trained) const {
    auto gradient = trained.parameter.value.grad();
    if (gradient.is_sparse()) gradient = gradient.to_dense();
    if (gradient.is_cpu()) return gradientScale_ == 1 ? gradient : gradient * gradientScale_;
    if (gradientDivisor_.defined()) gradient = gradient / gradientDivisor_;
    // What is not finite becomes nothing: the run ends when its norm has been read.
    return spoilt_.defined() ? torch::where(spoilt_ > 0, torch::zeros_like(gradient), gradient) : gradient;
}

torch::Tensor& ParameterwiseOptimizer::buffer(const Parameter& parameter, const std::string& kind,
                                              torch::IntArrayRef shape) {
    auto& kept = buffers_[parameter.name + "." + kind];
    if (!kept.defined()) kept = torch::zeros(shape, parameter.value.options());
    return kept;
}

void ParameterwiseOptimizer::restore(const TensorMap& state) {
    TensorMap restored;
    for (const auto& [parameter, rate, decay] : trained_)
        for (const auto& kind : kinds_)
            if (const auto it = state.find(parameter.name + "." + kind); it != state.end())
                restored.emplace(it->first, it->second.to(parameter.value.device()).clone());
    if (restored.size() != state.size())
        throw Error(ErrorKind::Format, message("train", "The optimiser's state belongs to another run."));
    buffers_ = std::move(restored);
}

} // namespace espalier
