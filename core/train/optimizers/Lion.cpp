// Lion: Chen et al. 2023, arXiv:2302.06675, algorithm 2. Every number moves by the same amount, so that
// learning rates are some ten times smaller than AdamW's.
#include "core/train/optimizers/Optimizer.h"

namespace espalier {

namespace {

class Lion : public Optimizer {
public:
    Lion(std::vector<Trained> trained, const OptimizerSettings& settings)
        : Optimizer(std::move(trained)), settings_(settings) {}

    TensorMap state() const override { return buffers_.state(); }
    void restore(const TensorMap& state) override { buffers_.restore(state, trained_); }

private:
    void update(double learningRate) override {
        for (const auto& trained : trained_) {
            auto value = trained.parameter.value;
            if (!value.grad().defined()) continue;
            const double rate = learningRate * trained.rate;
            const auto gradient = scaledGradient(trained);
            auto& mean = buffers_.at(trained.parameter, "mean", value.sizes());
            const auto direction = torch::lerp(gradient, mean, settings_.beta1).sign_();
            if (trained.decay > 0) value.mul_(1 - rate * trained.decay);
            value.add_(direction, -rate);
            mean.lerp_(gradient, 1 - settings_.beta2);
        }
    }

    OptimizerSettings settings_;
    Buffers buffers_{{"mean"}};
};

} // namespace

std::unique_ptr<Optimizer> makeLion(std::vector<Trained> trained, const OptimizerSettings& settings) {
    return std::make_unique<Lion>(std::move(trained), settings);
}

} // namespace espalier
