#include "core/model/layers/Dropout.h"

#include "core/model/layers/CpuKernels.h"

namespace espalier {

namespace {

using torch::autograd::AutogradContext;
using torch::autograd::Variable;
using torch::autograd::variable_list;

torch::Tensor kept(const torch::Tensor& input, const kernel::Dropout& mask) {
    constexpr std::int64_t share = 1 << 15; // elements worth a thread's while
    const auto x = input.contiguous();
    auto y = torch::empty_like(x);
    withElementType(x, [&](auto type) {
        using T = decltype(type);
        kernel::parallelFor(x.numel(), share, [&](std::int64_t begin, std::int64_t end) {
            kernel::kernels().dropout<T>()(mask, begin, end, pointer<T>(x), mutablePointer<T>(y));
        });
    });
    return y;
}

class KernelDropout : public torch::autograd::Function<KernelDropout> {
public:
    static Variable forward(AutogradContext* context, const Variable& x, kernel::Dropout mask) {
        context->saved_data["threshold"] = static_cast<std::int64_t>(mask.threshold);
        context->saved_data["scale"] = static_cast<double>(mask.scale);
        context->saved_data["seed"] = static_cast<std::int64_t>(mask.seed);
        return kept(x, mask);
    }
    static variable_list backward(AutogradContext* context, const variable_list& gradients) {
        const kernel::Dropout mask{static_cast<std::uint32_t>(context->saved_data["threshold"].toInt()),
                                   static_cast<float>(context->saved_data["scale"].toDouble()),
                                   static_cast<std::uint32_t>(context->saved_data["seed"].toInt())};
        return {kept(gradients[0], mask), Variable()};
    }
};

} // namespace

kernel::Dropout drawDropout(double p, const Forward& forward) {
    if (!forward.training || p <= 0) return {};
    const auto seed = torch::empty({1}, torch::kInt64).random_(forward.generator).item<std::int64_t>();
    return kernel::makeDropout(p, static_cast<std::uint64_t>(seed));
}

torch::Tensor dropout(const torch::Tensor& x, double p, const Forward& forward) {
    if (!forward.training || p <= 0) return x;
    if (hasKernels(x)) return KernelDropout::apply(x, drawDropout(p, forward));
    const auto keep = torch::empty_like(x).bernoulli_(1 - p, forward.generator).div_(1 - p);
    return x * keep;
}

} // namespace espalier
