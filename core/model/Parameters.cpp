#include "core/model/Parameters.h"

namespace espalier {

void Parameters::add(Parameter parameter) {
    index_.emplace(parameter.name, all_.size());
    all_.push_back(std::move(parameter));
}

const torch::Tensor& Parameters::at(const std::string& name) const {
    return all_[index_.at(name)].value;
}

void Parameters::setTrainable(const std::vector<bool>& rungs) {
    for (auto& parameter : all_)
        parameter.value.set_requires_grad(rungs.at(static_cast<std::size_t>(parameter.rung)));
}

std::vector<Parameter> Parameters::trainable() const {
    std::vector<Parameter> chosen;
    for (const auto& parameter : all_)
        if (parameter.value.requires_grad()) chosen.push_back(parameter);
    return chosen;
}

std::int64_t Parameters::count(bool trainableOnly) const {
    std::int64_t numbers = 0;
    for (const auto& parameter : all_)
        if (!trainableOnly || parameter.value.requires_grad()) numbers += parameter.value.numel();
    return numbers;
}

} // namespace espalier
