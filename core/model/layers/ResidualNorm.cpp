#include "core/model/layers/ResidualNorm.h"

#include "core/model/layers/CpuKernels.h"

namespace espalier {

namespace {

using torch::autograd::AutogradContext;
using torch::autograd::Variable;
using torch::autograd::variable_list;

class KernelNorm : public torch::autograd::Function<KernelNorm> {
public:
    static Variable forward(AutogradContext* context, const Variable& input,
                            const std::optional<Variable>& rest, const Variable& weight, const Variable& bias,
                            kernel::NormShape shape) {
        const auto x = input.contiguous();
        const auto residual = rest ? rest->contiguous() : Variable();
        auto sum = torch::empty_like(x), y = torch::empty_like(x);
        auto statistics = torch::empty({x.size(0), 2}, torch::kFloat32);
        withElementType(x, [&](auto type) {
            using T = decltype(type);
            kernel::parallelFor(x.size(0), 16, [&](std::int64_t begin, std::int64_t end) {
                kernel::kernels().norm<T>().forward(shape, begin, end, pointer<T>(x), pointer<T>(residual),
                                                    pointer<float>(weight), pointer<float>(bias),
                                                    mutablePointer<T>(sum), mutablePointer<T>(y),
                                                    mutablePointer<float>(statistics));
            });
        });
        context->save_for_backward({sum, statistics, weight});
        context->saved_data["residual"] = rest.has_value();
        saveDropout(*context, shape.dropout);
        return y;
    }

    static variable_list backward(AutogradContext* context, const variable_list& gradients) {
        const auto saved = context->get_saved_variables();
        const auto &sum = saved[0], &statistics = saved[1], &weight = saved[2];
        const auto dY = gradients[0].contiguous();
        const kernel::NormShape shape{sum.size(1), 0, savedDropout(*context)};
        const auto rows = sum.size(0), dim = shape.dim;
        auto dSum = torch::empty_like(sum);
        auto dX = shape.dropout.threshold ? torch::empty_like(sum) : torch::Tensor();
        // A fixed number of shares, so that the order of summation is the same with any number of threads.
        constexpr std::int64_t shares = 16;
        const auto weightBias = torch::zeros({shares, 2, dim}, torch::kFloat32);
        withElementType(sum, [&](auto type) {
            using T = decltype(type);
            kernel::parallelFor(shares, 1, [&](std::int64_t first, std::int64_t last) {
                for (std::int64_t share = first; share < last; ++share)
                    kernel::kernels().norm<T>().backward(
                        shape, rows * share / shares, rows * (share + 1) / shares, pointer<T>(sum),
                        pointer<float>(statistics), pointer<float>(weight), pointer<T>(dY),
                        mutablePointer<T>(dSum), mutablePointer<T>(dX),
                        mutablePointer<float>(weightBias) + share * 2 * dim);
            });
        });
        const auto summed = weightBias.sum(0);
        return {dX.defined() ? dX : dSum, context->saved_data["residual"].toBool() ? dSum : Variable(),
                summed[0], summed[1], Variable()};
    }
};

} // namespace

torch::Tensor residualNorm(const torch::Tensor& x, const torch::Tensor& residual, const LayerNorm& norm,
                           double dropoutP, const Forward& forward) {
    if (hasKernels(x))
        return KernelNorm::apply(
            x, residual.defined() ? std::optional(residual) : std::nullopt, norm.weight,
            norm.bias.defined() ? norm.bias : torch::zeros_like(norm.weight),
            kernel::NormShape{x.size(1), static_cast<float>(norm.epsilon), drawDropout(dropoutP, forward)});
    const auto kept = dropout(x, dropoutP, forward);
    return norm(residual.defined() ? kept + residual : kept);
}

} // namespace espalier
