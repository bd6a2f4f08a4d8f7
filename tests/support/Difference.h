#pragma once
#include <torch/torch.h>

namespace espalier::test {

// The largest there is.
inline double difference(const torch::Tensor& a, const torch::Tensor& b) {
    return (a.to(torch::kFloat64) - b.to(torch::kFloat64)).abs().max().item<double>();
}

// The largest, of the largest element of what is expected.
inline double relativeDifference(const torch::Tensor& found, const torch::Tensor& expected) {
    return difference(found, expected) /
           expected.to(torch::kFloat64).abs().max().clamp_min(1e-30).item<double>();
}

} // namespace espalier::test
