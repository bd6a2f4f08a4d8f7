#include "core/model/layers/Linear.h"

#include "core/model/layers/KernelProduct.h"

namespace espalier {

namespace {

torch::Tensor matrixOf(const torch::Tensor& weight, WeightLayout layout) {
    const auto flat = weight.dim() > 2 ? weight.flatten(1) : weight;
    return layout == WeightLayout::InByOut ? flat.t() : flat;
}

std::vector<torch::Tensor> ifDefined(const torch::Tensor& tensor) {
    return tensor.defined() ? std::vector{tensor} : std::vector<torch::Tensor>();
}

} // namespace

Linear::Linear(const Parameters& parameters, const torch::Tensor& weight, const torch::Tensor& bias,
               WeightLayout layout)
    : weight_(weight), bias_(bias), layout_(layout),
      lowered_(parameters, {matrixOf(weight, layout)}, ifDefined(bias)) {}

Linear::Linear(const Parameters& parameters, const std::string& name, WeightLayout layout)
    : Linear(parameters, parameters.at(name + ".weight"), parameters.find(name + ".bias"), layout) {
    if (const auto* adapter = parameters.adapter(name)) adapter_ = *adapter;
}

Linear::Linear(const Parameters& parameters, const torch::Tensor& weight, WeightLayout layout)
    : Linear(parameters, weight, torch::Tensor(), layout) {}

torch::Tensor Linear::matrix() const {
    return matrixOf(weight_, layout_);
}

torch::Tensor Linear::operator()(const torch::Tensor& x, const Forward& forward) const {
    const auto type = x.scalar_type();
    const auto weight = matrix();
    const auto y = type != weight.scalar_type()   ? lowered_(x, {weight}, ifDefined(bias_))
                   : kernelProductPays(x, weight) ? kernelLinear(x, weight, bias_)
                                                  : torch::linear(x, weight, bias_);
    if (!adapter_) return y;
    const auto low = torch::linear(dropout(x, adapter_->dropout, forward), adapter_->down.to(type));
    return y + adapter_->scale * torch::linear(low, adapter_->up.to(type));
}

} // namespace espalier
