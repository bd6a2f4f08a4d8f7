#pragma once
// y = x W' + b and layer normalisation, with float32 master weights computed in the precision of the input.
#include "core/model/Parameters.h"
#include "core/model/layers/Dropout.h"

#include <memory>

namespace espalier {

class Linear {
public:
    // With the adapter that stands beside the weights, if there is one.
    Linear(const Parameters& parameters, const std::string& name);

    torch::Tensor operator()(const torch::Tensor& x, const Forward& forward) const; // [n, in] → [n, out]

private:
    torch::Tensor multiplied(const torch::Tensor& x) const;

    struct Lowered;        // the weights in a lower precision
    torch::Tensor weight_; // [out, in]
    torch::Tensor bias_;   // [out]
    std::optional<Adapter> adapter_;
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
