#pragma once
// y = x W' + b and layer normalisation, with float32 master weights computed in the precision of the input.
#include "core/model/Parameters.h"
#include "core/model/layers/Dropout.h"
#include "core/model/layers/LoweredProduct.h"

namespace espalier {

enum class WeightLayout { OutByIn, InByOut };

class Linear {
public:
    // NAME.weight and, where there is one, NAME.bias, with the adapter that stands beside them.
    Linear(const Parameters& parameters, const std::string& name,
           WeightLayout layout = WeightLayout::OutByIn);
    // Without a bias. A matrix of more than two dimensions: [in, heads, size] is [in, heads * size].
    Linear(const Parameters& parameters, const torch::Tensor& weight, WeightLayout layout);

    torch::Tensor operator()(const torch::Tensor& x, const Forward& forward) const; // [n, in] → [n, out]

    torch::Tensor matrix() const;                       // [out, in]
    const torch::Tensor& bias() const { return bias_; } // [out], or undefined
    bool hasAdapter() const { return adapter_.has_value(); }

private:
    Linear(const Parameters& parameters, const torch::Tensor& weight, const torch::Tensor& bias,
           WeightLayout layout);

    torch::Tensor weight_, bias_;
    WeightLayout layout_;
    std::optional<Adapter> adapter_;
    LoweredProduct lowered_;
};

struct LayerNorm {
    torch::Tensor weight, bias; // [dim]; bias may be undefined
    double epsilon;

    LayerNorm(const Parameters& parameters, const std::string& name, double epsilon_)
        : weight(parameters.at(name + ".weight")), bias(parameters.find(name + ".bias")), epsilon(epsilon_) {}

    torch::Tensor
    operator()(const torch::Tensor& x) const { // statistics are float32 inside for every input type
        return torch::layer_norm(x, {weight.size(0)}, weight.to(x.scalar_type()),
                                 bias.defined() ? bias.to(x.scalar_type()) : bias, epsilon);
    }
};

// x / √(mean of x²), scaled: Zhang & Sennrich 2019, arXiv:1910.07467.
struct RmsNorm {
    torch::Tensor weight; // [dim]
    double epsilon;

    torch::Tensor operator()(const torch::Tensor& x) const { // in float32 inside, as in Transformers
        const auto wide = x.to(torch::kFloat32);
        const auto scaled = wide * torch::rsqrt(wide.square().mean(-1, true) + epsilon);
        return (weight * scaled.to(x.scalar_type())).to(x.scalar_type());
    }
};

} // namespace espalier
