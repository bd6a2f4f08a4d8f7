// Adafactor: Shazeer & Stern 2018, arXiv:1804.04235, algorithms 4 and 5 with a learning rate from outside,
// without first moment: of a matrix only the squared gradients' row and column means are kept.
#include "core/train/optimizers/Optimizer.h"

#include <cmath>

namespace espalier {

namespace {

constexpr double smallestSquare = 1e-30, largestUpdate = 1; // epsilon1 and d of the paper
constexpr double decayExponent = 0.8;                       // beta2 of step t is 1 - t^-0.8

torch::Tensor rootMeanSquare(const torch::Tensor& x) {
    return x.square().mean().sqrt();
}

class Adafactor : public Optimizer {
public:
    explicit Adafactor(std::vector<Trained> trained) : Optimizer(std::move(trained)) {}

    TensorMap state() const override { return buffers_.state(); }
    void restore(const TensorMap& state) override { buffers_.restore(state, trained_); }

private:
    void update(double learningRate) override {
        for (const auto& trained : trained_) {
            auto value = trained.parameter.value;
            if (!value.grad().defined()) continue;
            const double rate = learningRate * trained.rate;
            const auto gradient = scaledGradient(trained);
            const auto squares = gradient.square() + smallestSquare;
            auto& steps = buffers_.at(trained.parameter, "steps", {});
            const auto fresh = steps.add_(1).pow(-decayExponent); // 1 - beta2
            const auto follow = [&](const char* kind, const torch::Tensor& now) {
                auto& mean = buffers_.at(trained.parameter, kind, now.sizes());
                return mean.add_((now - mean) * fresh);
            };
            torch::Tensor inverseRoot;
            if (value.dim() == 2) {
                const auto rows = follow("rows", squares.mean(1)),
                           columns = follow("columns", squares.mean(0));
                inverseRoot = torch::outer((rows / rows.mean()).rsqrt(), columns.rsqrt());
            } else {
                inverseRoot = follow("square", squares).rsqrt();
            }
            auto change = gradient * inverseRoot;
            change = change / torch::clamp_min(rootMeanSquare(change) / largestUpdate, 1);
            if (trained.decay > 0) value.mul_(1 - rate * trained.decay);
            value.sub_(change * rate);
        }
    }

    Buffers buffers_{{"steps", "rows", "columns", "square"}};
};

} // namespace

std::unique_ptr<Optimizer> makeAdafactor(std::vector<Trained> trained, const OptimizerSettings&) {
    return std::make_unique<Adafactor>(std::move(trained));
}

} // namespace espalier
