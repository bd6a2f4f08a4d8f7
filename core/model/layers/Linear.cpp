#include "core/model/layers/Linear.h"

#include "core/model/layers/CardSum.h"

namespace espalier {

// Cast once and kept until the master weights change, which their version counter tells.
struct Linear::Lowered {
    torch::Tensor weight;
    std::optional<torch::Tensor> bias;
    std::int64_t version = -1;

    void follow(const torch::Tensor& masterWeight, const torch::Tensor& masterBias, torch::ScalarType type) {
        const auto now = masterWeight._version() + (masterBias.defined() ? masterBias._version() : 0);
        if (now == version && weight.scalar_type() == type) return;
        const c10::InferenceMode ordinary(false); // prediction's copy may be trained with later
        const torch::NoGradGuard guard;
        weight = masterWeight.to(type).contiguous();
        if (masterBias.defined()) bias = masterBias.to(type);
        version = now;
    }
};

namespace {

using torch::autograd::AutogradContext;
using torch::autograd::Variable;
using torch::autograd::variable_list;

// a · b in float32, of factors in 16 bits.
torch::Tensor wideProduct(const torch::Tensor& a, const torch::Tensor& b) {
#if TORCH_VERSION_MAJOR > 2 || TORCH_VERSION_MINOR >= 8
    if (a.is_cuda()) return at::mm(a, b, torch::kFloat32); // as it was summed, without rounding to 16 bits
#endif
    return torch::mm(a, b).to(torch::kFloat32);
}

// Multiplies by the lowered weights and hands the gradients to the masters. Layers without a bias have none
// here, for apply() takes no undefined tensor.
class LoweredLinear : public torch::autograd::Function<LoweredLinear> {
public:
    static Variable forward(AutogradContext* context, const Variable& x, const Variable& master,
                            const std::optional<Variable>& masterBias, torch::Tensor weight,
                            const std::optional<Variable>& bias) {
        context->save_for_backward({x, weight});
        context->saved_data["trains"] = master.requires_grad();
        context->saved_data["trainsBias"] = masterBias && masterBias->requires_grad();
        context->saved_data["passes"] = x.requires_grad();
        return torch::linear(x, weight, bias);
    }

    static variable_list backward(AutogradContext* context, const variable_list& gradients) {
        const auto saved = context->get_saved_variables();
        const auto &x = saved[0], &weight = saved[1], &dY = gradients[0];
        variable_list result(5);
        if (context->saved_data["passes"].toBool()) result[0] = torch::mm(dY, weight);
        if (context->saved_data["trains"].toBool()) result[1] = wideProduct(dY.t(), x);
        if (context->saved_data["trainsBias"].toBool()) result[2] = columnSums(dY);
        return result;
    }
};

} // namespace

Linear::Linear(const Parameters& parameters, const std::string& name, WeightLayout layout)
    : weight_(parameters.at(name + ".weight")), bias_(parameters.find(name + ".bias")), layout_(layout),
      lowered_(std::make_shared<Lowered>()) {
    if (const auto* adapter = parameters.adapter(name)) adapter_ = *adapter;
}

Linear::Linear(const torch::Tensor& weight, WeightLayout layout)
    : weight_(weight), layout_(layout), lowered_(std::make_shared<Lowered>()) {}

torch::Tensor Linear::matrix() const {
    const auto flat = weight_.dim() > 2 ? weight_.flatten(1) : weight_;
    return layout_ == WeightLayout::InByOut ? flat.t() : flat;
}

torch::Tensor Linear::operator()(const torch::Tensor& x, const Forward& forward) const {
    const auto y = multiplied(x);
    if (!adapter_) return y;
    const auto type = x.scalar_type();
    const auto low = torch::linear(dropout(x, adapter_->dropout, forward), adapter_->down.to(type));
    return y + adapter_->scale * torch::linear(low, adapter_->up.to(type));
}

torch::Tensor Linear::multiplied(const torch::Tensor& x) const {
    const auto master = matrix();
    if (x.scalar_type() == master.scalar_type()) return torch::linear(x, master, bias_);
    lowered_->follow(master, bias_, x.scalar_type());
    return LoweredLinear::apply(x, master, bias_.defined() ? std::optional(bias_) : std::nullopt,
                                lowered_->weight, lowered_->bias);
}

} // namespace espalier
