#include "core/model/layers/Dropout.h"

#include "core/data/Random.h"
#include "core/model/layers/Autograd.h"
#include "core/model/layers/CpuKernels.h"

#include <mutex>

namespace espalier {

namespace {

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
        saveDropout(*context, mask);
        return kept(x, mask);
    }
    static variable_list backward(AutogradContext* context, const variable_list& gradients) {
        return {kept(gradients[0], savedDropout(*context)), Variable()};
    }
};

} // namespace

std::uint64_t drawSeed(const Forward& forward) {
    if (auto generator = *forward.generator; !generator.device().is_cpu()) {
        // A card's generator counts: its seed and its place are known here, and four numbers are used up.
        const auto place = generator.get_offset();
        generator.set_offset(place + 4);
        return mixed(mixed(generator.current_seed()) + place);
    }
    const auto drawn = torch::empty({1}, torch::kInt64).random_(forward.generator);
    return static_cast<std::uint64_t>(drawn.item<std::int64_t>());
}

void seedDefaultGenerator(const torch::Device& card, const Forward& forward) {
    auto generator = at::globalContext().defaultGenerator(card);
    const std::scoped_lock lock(generator.mutex());
    generator.set_current_seed(drawSeed(forward));
}

kernel::Dropout drawDropout(double p, const Forward& forward) {
    if (!forward.training || p <= 0) return {};
    return kernel::makeDropout(p, drawSeed(forward));
}

void saveDropout(AutogradContext& context, const kernel::Dropout& mask) {
    context.saved_data["threshold"] = static_cast<std::int64_t>(mask.threshold);
    context.saved_data["scale"] = static_cast<double>(mask.scale);
    context.saved_data["seed"] = static_cast<std::int64_t>(mask.seed);
}

kernel::Dropout savedDropout(AutogradContext& context) {
    return {static_cast<std::uint32_t>(context.saved_data["threshold"].toInt()),
            static_cast<float>(context.saved_data["scale"].toDouble()),
            static_cast<std::uint32_t>(context.saved_data["seed"].toInt())};
}

torch::Tensor dropout(const torch::Tensor& x, double p, const Forward& forward) {
    if (!forward.training || p <= 0) return x;
    if (hasKernels(x)) return KernelDropout::apply(x, drawDropout(p, forward));
    if (!x.is_cpu()) {
        seedDefaultGenerator(x.device(), forward);
        return std::get<0>(at::native_dropout(x, p, /*train=*/true));
    }
    const auto keep = torch::empty_like(x).bernoulli_(1 - p, forward.generator).div_(1 - p);
    return x * keep;
}

} // namespace espalier
