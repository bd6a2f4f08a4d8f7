#include "core/model/layers/JoinedLinear.h"

#include <algorithm>

namespace espalier {

namespace {

std::vector<torch::Tensor> matricesOf(const std::vector<Linear>& layers) {
    std::vector<torch::Tensor> matrices;
    for (const auto& layer : layers) matrices.push_back(layer.matrix());
    return matrices;
}

std::vector<torch::Tensor> biasesOf(const std::vector<Linear>& layers) {
    std::vector<torch::Tensor> biases;
    for (const auto& layer : layers)
        if (layer.bias().defined()) biases.push_back(layer.bias());
    return biases;
}

} // namespace

JoinedLinear::JoinedLinear(const Parameters& parameters, const std::vector<std::string>& names) {
    for (const auto& name : names) layers_.emplace_back(parameters, name);
    const auto biases = biasesOf(layers_);
    if ((biases.empty() || biases.size() == layers_.size()) &&
        std::none_of(layers_.begin(), layers_.end(), [](const auto& layer) { return layer.hasAdapter(); }))
        joined_.emplace(parameters, matricesOf(layers_), biases);
}

std::vector<torch::Tensor> JoinedLinear::operator()(const torch::Tensor& x, const Forward& forward,
                                                    std::size_t first) const {
    const auto matrices = matricesOf(layers_);
    if (!joined_ || x.scalar_type() == matrices.front().scalar_type()) {
        std::vector<torch::Tensor> results;
        for (auto i = first; i < layers_.size(); ++i) results.push_back(layers_[i](x, forward));
        return results;
    }
    std::vector<std::int64_t> widths;
    for (auto i = first; i < matrices.size(); ++i) widths.push_back(matrices[i].size(0));
    return (*joined_)(x, matrices, biasesOf(layers_), first).split_with_sizes(widths, 1);
}

} // namespace espalier
