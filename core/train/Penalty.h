#pragma once
// What is added to the loss for the weights themselves. L2-SP (Li et al. 2018, arXiv:1802.01483, eq. 3): half
// of alpha times the squared distance from where a weight started, and half of beta times the head's squared
// norm.
#include "core/model/Model.h"
#include "core/train/Recipe.h"

namespace espalier {

class Penalty {
public:
    // The starting point is what the weights are now.
    Penalty(const Model& model, const Recipe& recipe);

    bool any() const { return !drawn_.empty(); }
    // Adds its gradients to the parameters'; returns the penalty itself, float64 [].
    torch::Tensor addGradients() const;

private:
    struct Drawn {
        torch::Tensor value, to; // to: undefined for zero
        double strength;
    };
    std::vector<Drawn> drawn_;
};

} // namespace espalier
