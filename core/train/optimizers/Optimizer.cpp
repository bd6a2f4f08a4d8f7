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

// What parameters add to the norms.
struct Gradients {
    std::vector<torch::Tensor> values;
    std::vector<std::int64_t> places; // in the norms: 1 + rung
};

// Float64 [size], see Optimizer::clip. Summed in order, whatever the threads.
torch::Tensor normsOnCpu(const Gradients& gradients, std::int64_t size) {
    std::vector<std::int64_t> sizes, placeOfChunk;
    for (std::size_t i = 0; i < gradients.values.size(); ++i) {
        sizes.push_back(gradients.values[i].numel());
        for (std::int64_t n = 0; n < sizes.back(); n += chunk) placeOfChunk.push_back(gradients.places[i]);
    }
    std::vector<double> squares(placeOfChunk.size());
    forEachChunk(sizes, [&](std::int64_t place, std::size_t item, std::int64_t begin, std::int64_t end) {
        squares[static_cast<std::size_t>(place)] = kernel::kernels().sumOfSquares(
            end - begin, gradients.values[item].const_data_ptr<float>() + begin);
    });
    auto norms = torch::zeros(size, torch::kFloat64);
    auto* sums = norms.mutable_data_ptr<double>();
    for (std::size_t i = 0; i < squares.size(); ++i) {
        sums[0] += squares[i];
        sums[placeOfChunk[i]] += squares[i];
    }
    return norms.sqrt_();
}

torch::Tensor normsOnCard(const Gradients& gradients, std::int64_t size) {
    const auto squares = torch::stack(at::_foreach_norm(gradients.values, 2)).to(torch::kFloat64).square();
    const auto places =
        torch::tensor(gradients.places, torch::kInt64).to(squares.device(), /*non_blocking=*/true);
    auto norms = torch::zeros(size, squares.options()).index_add(0, places, squares);
    norms[0] = squares.sum();
    return norms.sqrt();
}

} // namespace

bool isDecayed(const std::string& name) {
    std::string lower = name;
    std::transform(lower.begin(), lower.end(), lower.begin(), ::tolower);
    return lower.find("bias") == std::string::npos && lower.find("norm") == std::string::npos &&
           lower.find(".ln_") == std::string::npos; // GPT-2's norms
}

std::unique_ptr<Optimizer> makeOptimizer(const std::string& name, std::vector<Trained> trained,
                                         const OptimizerSettings& settings) {
    for (const auto& [known, make] : makers)
        if (known == name) return make(std::move(trained), settings);
    throw Error(ErrorKind::Usage, message("train", "There is no optimiser \"{0}\".", name),
                message("train", "Choose one of {0}.", joined(optimizerNames())));
}

torch::Tensor Optimizer::clip(double most, std::size_t rungs) {
    const torch::NoGradGuard guard;
    Gradients gradients;
    for (auto& [parameter, rate, decay] : trained_) {
        auto& gradient = parameter.value.mutable_grad();
        if (!gradient.defined()) continue;
        gradients.places.push_back(1 + parameter.rung);
        if (!gradient.is_sparse()) {
            gradient = gradient.contiguous();
            gradients.values.push_back(gradient);
        } else if (followsRows(parameter)) {
            gradient = gradient.coalesce(); // one gradient a row
            gradients.values.push_back(gradient.values());
        } else {
            gradient = gradient.to_dense();
            gradients.values.push_back(gradient);
        }
    }
    const auto size = static_cast<std::int64_t>(1 + rungs);
    if (gradients.values.empty()) return torch::zeros(size, torch::kFloat64);
    // as torch.nn.utils.clip_grad_norm_, its 1e-6 included
    if (gradients.values.front().is_cpu()) {
        auto norms = normsOnCpu(gradients, size);
        const double norm = *norms.const_data_ptr<double>();
        gradientScale_ = most > 0 && norm + 1e-6 > most ? most / (norm + 1e-6) : 1;
        return norms;
    }
    auto norms = normsOnCard(gradients, size);
    const auto norm = norms[0];
    spoilt_ = torch::isfinite(norm).logical_not().to(torch::kFloat32);
    if (most > 0) gradientDivisor_ = torch::clamp_min((norm + 1e-6) / most, 1).to(torch::kFloat32);
    return norms;
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
