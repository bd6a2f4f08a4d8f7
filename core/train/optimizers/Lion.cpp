// Lion: Chen et al. 2023, arXiv:2302.06675, algorithm 2. Every number moves by the same amount, so that
// learning rates are some ten times smaller than AdamW's.
#include "core/train/optimizers/Optimizer.h"

namespace espalier {

namespace {

class Lion : public ParameterwiseOptimizer {
public:
    Lion(std::vector<Trained> trained, const OptimizerSettings& settings)
        : ParameterwiseOptimizer(std::move(trained), {"mean"}), settings_(settings) {}

private:
    void move(const Parameter& parameter, const torch::Tensor& gradient, double rate) override {
        auto value = parameter.value;
        auto& mean = buffer(parameter, "mean", value.sizes());
        value.add_(torch::lerp(gradient, mean, settings_.beta1).sign_(), -rate);
        mean.lerp_(gradient, 1 - settings_.beta2);
    }

    OptimizerSettings settings_;
};

} // namespace

std::unique_ptr<Optimizer> makeLion(std::vector<Trained> trained, const OptimizerSettings& settings) {
    return std::make_unique<Lion>(std::move(trained), settings);
}

} // namespace espalier
