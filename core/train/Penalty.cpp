#include "core/train/Penalty.h"

#include "core/train/ByRung.h"

namespace espalier {

Penalty::Penalty(const Model& model, const Recipe& recipe) {
    const auto strengths = l2SpOf(model.anatomy(), recipe);
    for (const auto& p : model.parameters().trainable()) {
        const bool head = p.rung + 1 == static_cast<int>(strengths.size());
        const double strength = head ? recipe.l2Head : strengths[static_cast<std::size_t>(p.rung)];
        if (strength > 0)
            drawn_.push_back({p.value, head ? torch::Tensor() : p.value.detach().clone(), strength});
    }
}

torch::Tensor Penalty::addGradients() const {
    const torch::NoGradGuard guard;
    torch::Tensor sum;
    for (const auto& [value, to, strength] : drawn_) {
        if (!value.requires_grad()) continue; // not thawed yet
        const auto away = to.defined() ? value - to : value;
        auto& gradient = value.mutable_grad();
        const auto pull = away * strength;
        if (!gradient.defined())
            gradient = pull;
        else
            gradient = (gradient.is_sparse() ? gradient.to_dense() : gradient).add_(pull);
        const auto part = away.square().sum().to(torch::kFloat64) * (strength / 2);
        sum = sum.defined() ? sum + part : part;
    }
    return sum.defined() ? sum : torch::zeros({}, torch::kFloat64);
}

} // namespace espalier
