#pragma once
// y = x W' + b and layer normalisation, with float32 master weights cast to the precision of the input.
#include "core/model/Parameters.h"

namespace espalier {

struct Linear {
    torch::Tensor weight; // [out, in]
    torch::Tensor bias;   // [out]

    Linear(const Parameters& parameters, const std::string& name)
        : weight(parameters.at(name + ".weight")), bias(parameters.at(name + ".bias")) {}

    torch::Tensor operator()(const torch::Tensor& x) const { // [n, in] → [n, out]
        return torch::linear(x, weight.to(x.scalar_type()), bias.to(x.scalar_type()));
    }
};

struct LayerNorm {
    torch::Tensor weight, bias; // [dim]
    double epsilon;

    LayerNorm(const Parameters& parameters, const std::string& name, double epsilon_)
        : weight(parameters.at(name + ".weight")), bias(parameters.at(name + ".bias")), epsilon(epsilon_) {}

    torch::Tensor
    operator()(const torch::Tensor& x) const { // statistics are float32 inside for every input type
        return torch::layer_norm(x, {weight.size(0)}, weight.to(x.scalar_type()), bias.to(x.scalar_type()),
                                 epsilon);
    }
};

} // namespace espalier
