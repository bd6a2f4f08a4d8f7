#include "core/model/layers/Activation.h"

#include "core/base/Text.h"

#include <algorithm>

namespace espalier {

namespace {

using Function = torch::Tensor (*)(const torch::Tensor&);

torch::Tensor geluByTanh(const torch::Tensor& x) {
    return torch::gelu(x, "tanh");
}

struct Known {
    std::string name;
    Function function;
    kernel::Activation kernel = kernel::Activation::None;
};
const std::vector<Known> known{
    {"gelu", [](const torch::Tensor& x) { return torch::gelu(x); }, kernel::Activation::Gelu},
    {"gelu_new", geluByTanh, kernel::Activation::GeluByTanh},
    {"gelu_pytorch_tanh", geluByTanh, kernel::Activation::GeluByTanh},
    {"relu", [](const torch::Tensor& x) { return torch::relu(x); }},
    {"silu", [](const torch::Tensor& x) { return torch::silu(x); }},
    {"swish", [](const torch::Tensor& x) { return torch::silu(x); }},
    {"tanh", [](const torch::Tensor& x) { return torch::tanh(x); }},
    {"linear", [](const torch::Tensor& x) { return x; }},
    {"", [](const torch::Tensor& x) { return x; }},
};

const Known* find(const std::string& activation) {
    const auto it =
        std::find_if(known.begin(), known.end(), [&](const auto& k) { return k.name == activation; });
    return it == known.end() ? nullptr : &*it;
}

} // namespace

torch::Tensor activated(const torch::Tensor& x, const std::string& activation) {
    const auto* const found = find(activation);
    TORCH_CHECK(found, "no activation is called ", activation);
    return found->function(x);
}

kernel::Activation kernelActivation(const std::string& activation) {
    const auto* const found = find(activation);
    return found ? found->kernel : kernel::Activation::None;
}

void checkActivation(const std::string& activation, const char* key, const std::string& origin) {
    if (find(activation)) return;
    std::vector<std::string> names;
    for (const auto& one : known)
        if (!one.name.empty()) names.push_back(one.name);
    failKey(origin, key, "one of " + joined(names), activation);
}

} // namespace espalier
