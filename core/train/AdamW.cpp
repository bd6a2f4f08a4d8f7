#include "core/train/AdamW.h"

#include <algorithm>

namespace espalier {

bool isDecayed(const std::string& name) {
    std::string lower = name;
    std::transform(lower.begin(), lower.end(), lower.begin(), ::tolower);
    return lower.find("bias") == std::string::npos && lower.find("norm") == std::string::npos;
}

AdamW::AdamW(const std::vector<Parameter>& parameters, const AdamWSettings& settings) : settings_(settings) {
    decayed_.weightDecay = settings.weightDecay;
    for (const auto& parameter : parameters)
        addTo(isDecayed(parameter.name) ? decayed_ : plain_, parameter.value);
}

void AdamW::addTo(Group& group, const torch::Tensor& value) {
    group.values.push_back(value);
    group.means.push_back(torch::zeros_like(value));
    group.squares.push_back(torch::zeros_like(value));
    group.steps.push_back(torch::zeros({}, value.options().dtype(torch::kFloat32)));
}

std::vector<torch::Tensor> AdamW::gradients(const Group& group) const {
    std::vector<torch::Tensor> all;
    for (const auto& value : group.values)
        all.push_back(value.grad().defined() ? value.grad() : torch::zeros_like(value));
    return all;
}

double AdamW::clip(double most) {
    const torch::NoGradGuard guard;
    auto all = gradients(decayed_);
    for (const auto& gradient : gradients(plain_)) all.push_back(gradient);
    const auto norm = torch::stack(at::_foreach_norm(all, 2)).norm(2);
    const auto value = norm.item<double>();
    // as torch.nn.utils.clip_grad_norm_, its 1e-6 included
    if (most > 0 && value + 1e-6 > most) at::_foreach_mul_(all, most / (value + 1e-6));
    return value;
}

void AdamW::step(double learningRate) {
    const torch::NoGradGuard guard;
    for (auto* group : {&decayed_, &plain_}) {
        if (group->values.empty()) continue;
        at::_foreach_add_(group->steps, 1);
        at::_fused_adamw_(group->values, gradients(*group), group->means, group->squares, {}, group->steps,
                          learningRate, settings_.beta1, settings_.beta2, group->weightDecay,
                          settings_.epsilon, /*amsgrad=*/false,
                          /*maximize=*/false);
        for (auto& value : group->values) value.mutable_grad().reset();
    }
}

} // namespace espalier
