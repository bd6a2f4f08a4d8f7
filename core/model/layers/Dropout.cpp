#include "core/model/layers/Dropout.h"

namespace espalier {

torch::Tensor dropout(const torch::Tensor& x, double p, const Forward& forward) {
    if (!forward.training || p <= 0) return x;
    const auto keep = torch::empty_like(x).bernoulli_(1 - p, forward.generator).div_(1 - p);
    return x * keep;
}

} // namespace espalier
