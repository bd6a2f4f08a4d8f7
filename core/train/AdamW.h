#pragma once
// Adam with decoupled weight decay: Loshchilov & Hutter 2019, arXiv:1711.05101. On the CPU by our kernel, in
// one pass over a parameter; elsewhere by LibTorch's fused one.
#include "core/model/Parameters.h"
#include "core/train/RowMoments.h"

namespace espalier {

struct AdamWSettings {
    double beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, weightDecay = 0.01;
};

class AdamW {
public:
    // Biases and norms are not decayed.
    AdamW(const std::vector<Parameter>& parameters, const AdamWSettings& settings);

    // Joint L2 norm of all gradients, float64 []; the next step scales them so that it is at most `most` (0: off).
    // Nothing is read back from a card: there a step whose norm is not finite changes nothing.
    torch::Tensor clip(double most);

    // Uses the parameters' gradients and sets them to nothing. Parameters without one stay as they are.
    void step(double learningRate);
    void forgetGradients();

    // Tables followed by rows are brought up to date where they are about to be read: at the rows of a batch
    // (int64 [n]), or everywhere before a model is evaluated or saved.
    void settle(const torch::Tensor& rows);
    void settleAll();

private:
    struct Moments {
        torch::Tensor value, mean, square, steps;
        double weightDecay;
    };
    struct Table {
        torch::Tensor value;
        RowMoments moments;
        double weightDecay;
    };
    void stepOnCpu(double learningRate);
    void stepFused(double learningRate);

    AdamWSettings settings_;
    std::vector<Moments> dense_;
    std::vector<Table> tables_;
    double gradientScale_ = 1;              // on the CPU
    torch::Tensor gradientDivisor_, spoilt_; // on a card, float32 []: divides the gradients; 1: not finite
    std::int64_t steps_ = 0;
};

bool isDecayed(const std::string& parameterName);

} // namespace espalier
