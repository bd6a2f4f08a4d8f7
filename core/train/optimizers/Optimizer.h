#pragma once
// What all optimisers share: the parameters they move, clipping, and tables of which a batch reads few rows.
// A new optimiser is one file here and one line in Optimizer.cpp.
#include "core/model/Parameters.h"
#include "core/train/optimizers/Names.h"

#include <map>
#include <memory>

namespace espalier {

// One trained parameter with settings of its own.
struct Trained {
    Parameter parameter;
    double rate = 1;  // of the learning rate
    double decay = 0; // weight decay
};

struct OptimizerSettings {
    double beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8;
    double momentum = 0.9; // of SGD
};

// By name; what a snapshot keeps.
using TensorMap = std::map<std::string, torch::Tensor>;

class Optimizer {
public:
    virtual ~Optimizer() = default;

    // L2 norms of the gradients, float64 [1 + rungs]: of all together, then of every rung from the bottom.
    // The next step scales them so that the first is at most `most` (0: off). Nothing is read back from a
    // card: there a step whose norm is not finite changes nothing.
    torch::Tensor clip(double most, std::size_t rungs);
    // Uses the parameters' gradients and sets them to nothing. Parameters without one stay as they are.
    void step(double learningRate);
    void forgetGradients();

    // Tables followed by rows are brought up to date where they are about to be read: at the rows of a batch
    // (int64 [n]), or everywhere before a model is evaluated or saved.
    virtual void settle(const torch::Tensor& /*rows*/) {}
    virtual void settleAll() {}

    // All that later steps depend on beside the parameters. restore throws Error(Format) for what doesn't
    // fit.
    virtual TensorMap state() const = 0;
    virtual void restore(const TensorMap& state) = 0;

    const std::vector<Trained>& trained() const { return trained_; }

protected:
    explicit Optimizer(std::vector<Trained> trained) : trained_(std::move(trained)) {}

    // gradientScale: factor of every gradient, on the CPU.
    virtual void update(double learningRate) = 0;
    virtual bool followsRows(const Parameter&) const {
        return false;
    } // else a gradient by rows is made whole

    std::vector<Trained> trained_;
    double gradientScale_ = 1;               // on the CPU
    torch::Tensor gradientDivisor_, spoilt_; // on a card, float32 []: divides the gradients; 1: not finite
};

// One that moves parameter by parameter and keeps tensors of each: written with LibTorch's operations, so
// that a rule is a few lines.
class ParameterwiseOptimizer : public Optimizer {
public:
    TensorMap state() const override { return buffers_; }
    void restore(const TensorMap& state) override;

protected:
    // kinds: what `buffer` is asked for.
    ParameterwiseOptimizer(std::vector<Trained> trained, std::vector<std::string> kinds)
        : Optimizer(std::move(trained)), kinds_(std::move(kinds)) {}

    // rate: of this parameter. Its decoupled weight decay is done.
    virtual void move(const Parameter& parameter, const torch::Tensor& gradient, double rate) = 0;
    // Of a parameter, kept from step to step; zeros at first.
    torch::Tensor& buffer(const Parameter& parameter, const std::string& kind, torch::IntArrayRef shape);

private:
    void update(double learningRate) override;
    // The gradient with clipping applied.
    torch::Tensor scaledGradient(const Trained& trained) const;

    std::vector<std::string> kinds_;
    TensorMap buffers_; // by "PARAMETER.KIND"
};

// Throws Error(Usage) that lists the optimisers there are.
std::unique_ptr<Optimizer> makeOptimizer(const std::string& name, std::vector<Trained> trained,
                                         const OptimizerSettings& settings);

// Biases and norms are not decayed.
bool isDecayed(const std::string& parameterName);

} // namespace espalier
