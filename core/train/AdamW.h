#pragma once
// Adam with decoupled weight decay: Loshchilov & Hutter 2019, arXiv:1711.05101. LibTorch's fused kernel.
#include "core/model/Parameters.h"

namespace espalier {

struct AdamWSettings {
    double beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, weightDecay = 0.01;
};

class AdamW {
public:
    // Biases and norms are not decayed.
    AdamW(const std::vector<Parameter>& parameters, const AdamWSettings& settings);

    // Uses the parameters' gradients and sets them to nothing.
    void step(double learningRate);

    // Scales all gradients so that their joint L2 norm is at most `most` (0: off); returns the norm before.
    // One number is read back from the device.
    double clip(double most);

private:
    struct Group {
        double weightDecay = 0;
        std::vector<torch::Tensor> values, means, squares, steps;
    };
    std::vector<torch::Tensor> gradients(const Group& group) const;
    void addTo(Group& group, const torch::Tensor& value);

    AdamWSettings settings_;
    Group decayed_, plain_;
};

bool isDecayed(const std::string& parameterName);

} // namespace espalier
