#pragma once
#include <torch/torch.h>

namespace espalier::test {

// Normally distributed float32, the same for the same seed.
inline torch::Tensor random(const std::vector<std::int64_t>& shape, std::uint64_t seed) {
    return torch::empty(shape).normal_(0, 1, at::make_generator<at::CPUGeneratorImpl>(seed));
}

} // namespace espalier::test
