#include "core/model/layers/ResidualNorm.h"

#include "core/model/layers/Autograd.h"
#include "core/model/layers/CardNorm.h"
#include "core/model/layers/CpuKernels.h"
#include "core/model/layers/Tried.h"

#include <tuple>

namespace espalier {

namespace {

void forwardOnCpu(const kernel::NormShape& shape, const torch::Tensor& x, const torch::Tensor& residual,
                  const torch::Tensor& weight, const torch::Tensor& bias, const torch::Tensor& sum,
                  const torch::Tensor& y, const torch::Tensor& statistics) {
    withElementType(x, [&](auto type) {
        using T = decltype(type);
        kernel::parallelFor(x.size(0), 16, [&](std::int64_t begin, std::int64_t end) {
            kernel::kernels().norm<T>().forward(shape, begin, end, pointer<T>(x), pointer<T>(residual),
                                                pointer<float>(weight), pointer<float>(bias),
                                                mutablePointer<T>(sum), mutablePointer<T>(y),
                                                mutablePointer<float>(statistics));
        });
    });
}

// → shares of the gradients of weight and bias, [16, 2, dim]: a fixed number, so that the order of summation
// is the same with any number of threads.
torch::Tensor backwardOnCpu(const kernel::NormShape& shape, const torch::Tensor& sum,
                            const torch::Tensor& statistics, const torch::Tensor& weight,
                            const torch::Tensor& dY, const torch::Tensor& dSum, const torch::Tensor& dX) {
    constexpr std::int64_t shares = 16;
    const auto rows = sum.size(0), dim = shape.dim;
    auto weightBias = torch::zeros({shares, 2, dim}, torch::kFloat32);
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
    return weightBias;
}

class KernelNorm : public torch::autograd::Function<KernelNorm> {
public:
    static Variable forward(AutogradContext* context, const Variable& input,
                            const std::optional<Variable>& rest, const Variable& weight, const Variable& bias,
                            kernel::NormShape shape) {
        const auto x = input.contiguous();
        const auto residual = rest ? rest->contiguous() : Variable();
        auto sum = torch::empty_like(x), y = torch::empty_like(x);
        auto statistics = torch::empty({x.size(0), 2}, x.options().dtype(torch::kFloat32));
        if (x.is_cpu())
            forwardOnCpu(shape, x, residual, weight, bias, sum, y, statistics);
        else
            CardNorm::of(x).forward(shape, x, residual, weight, bias, sum, y, statistics);
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
        auto dSum = torch::empty_like(sum);
        auto dX = shape.dropout.threshold ? torch::empty_like(sum) : torch::Tensor();
        const auto weightBias =
            sum.is_cpu() ? backwardOnCpu(shape, sum, statistics, weight, dY, dSum, dX)
                         : CardNorm::of(sum).backward(shape, sum, statistics, weight, dY, dSum, dX);
        const auto summed = weightBias.sum(0);
        return {dX.defined() ? dX : dSum, context->saved_data["residual"].toBool() ? dSum : Variable(),
                summed[0], summed[1], Variable()};
    }
};

// An output and its gradients on this device, in one tensor on the CPU.
torch::Tensor triedOut(const torch::Device& device, torch::ScalarType type, std::int64_t dim) {
    constexpr std::int64_t rows = 37;
    const auto numbers = [&](double phase, std::int64_t count, torch::ScalarType as) {
        return trialNumbers(phase, count, dim).to(device, as).requires_grad_(true);
    };
    const std::vector<torch::Tensor> inputs{numbers(0, rows, type), numbers(1, rows, type),
                                            numbers(2, 1, torch::kFloat32), numbers(3, 1, torch::kFloat32)};
    const auto y =
        KernelNorm::apply(inputs[0], std::optional(inputs[1]), inputs[2].flatten(), inputs[3].flatten(),
                          kernel::NormShape{dim, 1e-5f, kernel::makeDropout(0.25, 7)});
    auto results = torch::autograd::grad({y}, inputs, {numbers(4, rows, type).detach()});
    results.push_back(y.detach());
    return torch::cat(results).to(torch::kCPU, torch::kFloat32);
}

// On a card: whether there is a kernel for rows like these that agrees with the CPU's.
bool hasCardNorm(const torch::Tensor& x) {
    if (!CardNorm::fits(x)) return false;
    static Tried<std::tuple<int, torch::ScalarType, std::int64_t>> tried;
    const auto type = x.scalar_type();
    return tried({x.device().index(), type, x.size(1)}, [&] {
        const auto difference =
            (triedOut(x.device(), type, x.size(1)) - triedOut(torch::kCPU, type, x.size(1)))
                .abs()
                .max()
                .item<double>();
        // In 16 bits a sum that falls between two numbers may be rounded to either.
        return difference <= (type == torch::kFloat32 ? 1e-4 : 5e-2);
    });
}

} // namespace

torch::Tensor residualNorm(const torch::Tensor& x, const torch::Tensor& residual, const LayerNorm& norm,
                           double dropoutP, const Forward& forward) {
    if (hasKernels(x) || hasCardNorm(x))
        return KernelNorm::apply(
            x, ifDefined(residual), norm.weight,
            norm.bias.defined() ? norm.bias : torch::zeros_like(norm.weight),
            kernel::NormShape{x.size(1), static_cast<float>(norm.epsilon), drawDropout(dropoutP, forward)});
    const auto kept = dropout(x, dropoutP, forward);
    return norm(residual.defined() ? kept + residual : kept);
}

} // namespace espalier
