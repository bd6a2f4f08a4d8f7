#include "core/model/layers/Activation.h"

#include "core/base/Text.h"

#include <algorithm>

namespace espalier {

namespace {

using Function = torch::Tensor (*)(const torch::Tensor&);

torch::Tensor geluByTanh(const torch::Tensor& x) {
    return torch::gelu(x, "tanh");
}

const std::vector<std::pair<std::string, Function>> known{
    {"gelu", [](const torch::Tensor& x) { return torch::gelu(x); }},
    {"gelu_new", geluByTanh},
    {"gelu_pytorch_tanh", geluByTanh},
    {"relu", [](const torch::Tensor& x) { return torch::relu(x); }},
    {"silu", [](const torch::Tensor& x) { return torch::silu(x); }},
    {"swish", [](const torch::Tensor& x) { return torch::silu(x); }},
    {"tanh", [](const torch::Tensor& x) { return torch::tanh(x); }},
    {"linear", [](const torch::Tensor& x) { return x; }},
    {"", [](const torch::Tensor& x) { return x; }},
};

} // namespace

torch::Tensor activated(const torch::Tensor& x, const std::string& activation) {
    const auto it =
        std::find_if(known.begin(), known.end(), [&](const auto& k) { return k.first == activation; });
    TORCH_CHECK(it != known.end(), "no activation is called ", activation);
    return it->second(x);
}

void checkActivation(const std::string& activation, const char* key, const std::string& origin) {
    std::vector<std::string> names;
    for (const auto& [name, function] : known) {
        if (name == activation) return;
        if (!name.empty()) names.push_back(name);
    }
    failKey(origin, key, "one of " + joined(names), activation);
}

} // namespace espalier
