// Adafactor: Shazeer & Stern 2018, arXiv:1804.04235, algorithms 4 and 5 with a learning rate from outside,
// without first moment: of a matrix only the squared gradients' row and column means are kept.
#include "core/train/optimizers/Optimizer.h"

namespace espalier {

namespace {

constexpr double smallestSquare = 1e-30, largestUpdate = 1; // epsilon1 and d of the paper
constexpr double decayExponent = 0.8;                       // beta2 of step t is 1 - t^-0.8

torch::Tensor rootMeanSquare(const torch::Tensor& x) {
    return x.square().mean().sqrt();
}

class Adafactor : public ParameterwiseOptimizer {
public:
    explicit Adafactor(std::vector<Trained> trained)
        : ParameterwiseOptimizer(std::move(trained), {"steps", "rows", "columns", "square"}) {}

private:
    void move(const Parameter& parameter, const torch::Tensor& gradient, double rate) override {
        const auto squares = gradient.square() + smallestSquare;
        const auto fresh = buffer(parameter, "steps", {}).add_(1).pow(-decayExponent); // 1 - beta2
        const auto follow = [&](const char* kind, const torch::Tensor& now) {
            auto& mean = buffer(parameter, kind, now.sizes());
            return mean.add_((now - mean) * fresh);
        };
        torch::Tensor inverseRoot;
        if (gradient.dim() == 2) {
            const auto rows = follow("rows", squares.mean(1)), columns = follow("columns", squares.mean(0));
            inverseRoot = torch::outer((rows / rows.mean()).rsqrt(), columns.rsqrt());
        } else {
            inverseRoot = follow("square", squares).rsqrt();
        }
        const auto change = gradient * inverseRoot;
        auto value = parameter.value;
        value.sub_(change / torch::clamp_min(rootMeanSquare(change) / largestUpdate, 1) * rate);
    }
};

} // namespace

std::unique_ptr<Optimizer> makeAdafactor(std::vector<Trained> trained, const OptimizerSettings&) {
    return std::make_unique<Adafactor>(std::move(trained));
}

} // namespace espalier
