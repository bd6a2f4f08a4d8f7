// Gradient descent with momentum: Polyak 1964, in the form of Sutskever et al. 2013 that LibTorch has, with
// decoupled weight decay.
#include "core/train/optimizers/Optimizer.h"

namespace espalier {

namespace {

class Sgd : public Optimizer {
public:
    Sgd(std::vector<Trained> trained, double momentum) : Optimizer(std::move(trained)), momentum_(momentum) {}

    TensorMap state() const override { return buffers_.state(); }
    void restore(const TensorMap& state) override { buffers_.restore(state, trained_); }

private:
    void update(double learningRate) override {
        for (const auto& trained : trained_) {
            auto value = trained.parameter.value;
            if (!value.grad().defined()) continue;
            const double rate = learningRate * trained.rate;
            auto velocity = scaledGradient(trained);
            if (momentum_ > 0)
                velocity =
                    buffers_.at(trained.parameter, "momentum", value.sizes()).mul_(momentum_).add_(velocity);
            if (trained.decay > 0) value.mul_(1 - rate * trained.decay);
            value.add_(velocity, -rate);
        }
    }

    double momentum_;
    Buffers buffers_{{"momentum"}};
};

} // namespace

std::unique_ptr<Optimizer> makeSgd(std::vector<Trained> trained, const OptimizerSettings& settings) {
    return std::make_unique<Sgd>(std::move(trained), settings.momentum);
}

} // namespace espalier
