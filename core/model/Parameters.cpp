#include "core/model/Parameters.h"

#include "core/model/LoweredCopies.h"

namespace espalier {

Parameters::Parameters() : loweredCopies_(std::make_shared<LoweredCopies>()) {}

void Parameters::add(Parameter parameter) {
    index_.emplace(parameter.name, all_.size());
    all_.push_back(std::move(parameter));
}

void Parameters::addAdapter(const std::string& name, Adapter adapter) {
    const int rung = all_[index_.at(name + ".weight")].rung;
    add({name + ".lora_A.weight", adapter.down, rung});
    add({name + ".lora_B.weight", adapter.up, rung});
    adapters_.insert_or_assign(name, std::move(adapter));
}

const Adapter* Parameters::adapter(const std::string& name) const {
    const auto it = adapters_.find(name);
    return it == adapters_.end() ? nullptr : &it->second;
}

const torch::Tensor& Parameters::at(const std::string& name) const {
    return all_[index_.at(name)].value;
}

torch::Tensor Parameters::find(const std::string& name) const {
    const auto it = index_.find(name);
    return it == index_.end() ? torch::Tensor() : all_[it->second].value;
}

void Parameters::setTrainable(const std::function<bool(const Parameter&)>& chosen) {
    for (auto& parameter : all_) parameter.value.set_requires_grad(chosen(parameter));
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
