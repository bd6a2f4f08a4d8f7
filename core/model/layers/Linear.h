#pragma once
// y = x W' + b and layer normalisation, with float32 master weights computed in the precision of the input.
#include "core/model/Parameters.h"

#include <memory>

namespace espalier {

class Linear {
public:
    Linear(const Parameters& parameters, const std::string& name);

    torch::Tensor operator()(const torch::Tensor& x) const; // [n, in] → [n, out]

private:
    struct Lowered;        // the weights in a lower precision
    torch::Tensor weight_; // [out, in]
    torch::Tensor bias_;   // [out]
    std::shared_ptr<Lowered> lowered_;
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
