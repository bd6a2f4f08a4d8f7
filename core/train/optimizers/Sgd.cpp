// Gradient descent with momentum: Polyak 1964, in the form of Sutskever et al. 2013 that LibTorch has, with
// decoupled weight decay.
#include "core/train/optimizers/Optimizer.h"

namespace espalier {

namespace {

class Sgd : public ParameterwiseOptimizer {
public:
    Sgd(std::vector<Trained> trained, double momentum)
        : ParameterwiseOptimizer(std::move(trained), {"momentum"}), momentum_(momentum) {}

private:
    void move(const Parameter& parameter, const torch::Tensor& gradient, double rate) override {
        auto value = parameter.value;
        if (momentum_ == 0) {
            value.add_(gradient, -rate);
            return;
        }
        value.add_(buffer(parameter, "momentum", value.sizes()).mul_(momentum_).add_(gradient), -rate);
    }

    double momentum_;
};

} // namespace

std::unique_ptr<Optimizer> makeSgd(std::vector<Trained> trained, const OptimizerSettings& settings) {
    return std::make_unique<Sgd>(std::move(trained), settings.momentum);
}

} // namespace espalier
