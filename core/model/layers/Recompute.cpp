#include "core/model/layers/Recompute.h"

#include "core/model/layers/Autograd.h"

namespace espalier {

namespace {

// What the backward pass needs to do it again.
struct Again : torch::CustomClassHolder {
    Part part;
    Forward forward; // with the generator as it was
};

class Recomputed : public torch::autograd::Function<Recomputed> {
public:
    static Variable forward(AutogradContext* context, const Variable& x, const Variable&,
                            c10::intrusive_ptr<Again> again) {
        auto forward = again->forward;
        if (forward.generator) again->forward.generator = forward.generator->clone();
        const auto y = again->part(x, forward);
        context->save_for_backward({x});
        context->saved_data["passes"] = x.requires_grad();
        context->saved_data["again"] = c10::IValue::make_capsule(std::move(again));
        return y;
    }

    static variable_list backward(AutogradContext* context, const variable_list& gradients) {
        const auto again =
            c10::static_intrusive_pointer_cast<Again>(context->saved_data["again"].toCapsule());
        auto forward = again->forward; // a copy of the generator, so that the gradient may be asked for twice
        if (forward.generator) forward.generator = forward.generator->clone();
        const auto x = context->get_saved_variables()[0].detach();
        x.set_requires_grad(context->saved_data["passes"].toBool());
        const torch::AutoGradMode gradientsOn(true);
        again->part(x, forward).backward(gradients[0]); // the weights' gradients go to the weights
        return {x.grad(), Variable(), Variable()};
    }
};

} // namespace

torch::Tensor recomputed(const torch::Tensor& x, const torch::Tensor& anyWeight, const Forward& forward,
                         Part part) {
    auto again = c10::make_intrusive<Again>();
    again->part = std::move(part);
    again->forward = forward;
    return Recomputed::apply(x, anyWeight, std::move(again));
}

} // namespace espalier
