#include "core/model/layers/FeedForward.h"

#include "core/model/layers/Activation.h"
#include "core/model/layers/Autograd.h"
#include "core/model/layers/CpuKernels.h"
#include "core/model/layers/KernelProduct.h"

namespace espalier {

namespace {

class KernelFeedForward : public torch::autograd::Function<KernelFeedForward> {
public:
    // keeps: whether there will be a backward pass.
    static Variable forward(AutogradContext* context, const Variable& x, const Variable& innerWeight,
                            const std::optional<Variable>& innerBias, const Variable& outputWeight,
                            const std::optional<Variable>& outputBias, kernel::Activation activation,
                            bool keeps) {
        const auto trains = [](const std::optional<Variable>& bias) { return bias && bias->requires_grad(); };
        const bool below = x.requires_grad() || innerWeight.requires_grad() || trains(innerBias);
        const auto sums =
            keeps && below ? torch::empty({x.size(0), innerWeight.size(0)}, x.options()) : Variable();
        const auto inner = kernelProduct(x, Factor(innerWeight).turned(), innerBias.value_or(Variable()),
                                         {activation, mutablePointer<float>(sums)});
        if (keeps) { // what the gradients need, no more
            context->save_for_backward(
                {innerWeight.requires_grad() ? x : Variable(), x.requires_grad() ? innerWeight : Variable(),
                 sums, outputWeight.requires_grad() ? inner : Variable(), below ? outputWeight : Variable()});
            context->saved_data["activation"] = static_cast<std::int64_t>(activation);
            context->saved_data["trainsInnerBias"] = trains(innerBias);
            context->saved_data["trainsOutputBias"] = trains(outputBias);
        }
        return kernelProduct(inner, Factor(outputWeight).turned(), outputBias.value_or(Variable()));
    }

    static variable_list backward(AutogradContext* context, const variable_list& gradients) {
        const auto saved = context->get_saved_variables();
        const auto &x = saved[0], &innerWeight = saved[1], &sums = saved[2], &inner = saved[3],
                   &outputWeight = saved[4], &dY = gradients[0];
        const auto flag = [&](const char* name) { return context->saved_data[name].toBool(); };
        const auto activation = static_cast<kernel::Activation>(context->saved_data["activation"].toInt());
        const auto ofOutput = layerGradients(dY, inner, {}, flag("trainsOutputBias"));
        const auto dSums =
            sums.defined() ? kernelProduct(dY, outputWeight, {}, {activation, nullptr, pointer<float>(sums)})
                           : Variable();
        const auto ofInner = layerGradients(dSums, x, innerWeight, flag("trainsInnerBias"));
        return {ofInner[0], ofInner[1], ofInner[2], ofOutput[1], ofOutput[2], Variable(), Variable()};
    }
};

bool inOneGo(const torch::Tensor& x, const Linear& inner, const Linear& output,
             kernel::Activation activation) {
    return activation != kernel::Activation::None && !inner.hasAdapter() && !output.hasAdapter() &&
           kernelProductPays(x, inner.matrix()) && kernelProductPays(x, output.matrix());
}

} // namespace

torch::Tensor feedForward(const torch::Tensor& x, const Linear& inner, const std::string& activation,
                          const Linear& output, const Forward& forward) {
    const auto curve = kernelActivation(activation);
    if (inOneGo(x, inner, output, curve))
        return KernelFeedForward::apply(x, inner.matrix(), ifDefined(inner.bias()), output.matrix(),
                                        ifDefined(output.bias()), curve, torch::GradMode::is_enabled());
    return output(activated(inner(x, forward), activation), forward);
}

} // namespace espalier
