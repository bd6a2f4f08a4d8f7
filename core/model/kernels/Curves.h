#pragma once
// The activations that are worked out together with a product, and their slopes.
#include "core/model/kernels/Lanes.h"

namespace espalier::kernel::ESPALIER_ISA {

struct ValueAndSlope {
    float value, slope;
};

// x Φ(x), Φ being the normal distribution: Hendrycks & Gimpel 2016, arXiv:1606.08415. Φ by Abramowitz &
// Stegun 7.1.26, off by 8e-8 at most, and by its tail where x is negative, so that nothing cancels.
struct Gelu {
    static ValueAndSlope at(float x) {
        const float z = __builtin_fabsf(x) * 0.70710678118654752f;
        const float t = 1.0f / (1.0f + 0.3275911f * z);
        float y = 1.061405429f;
        y = y * t - 1.453152027f;
        y = y * t + 1.421413741f;
        y = y * t - 0.284496736f;
        y = y * t + 0.254829592f;
        const float bell = exponential(-z * z);
        const float tail = 0.5f * y * t * bell;
        const float phi = x < 0 ? tail : 1.0f - tail;
        return {x * phi, phi + x * bell * 0.39894228040143268f}; // 1 / √(2π)
    }
};

// The same by a tanh, as GPT-2 has it: x σ(2u) with u = √(2/π) (x + 0.044715 x³).
struct GeluByTanh {
    static ValueAndSlope at(float x) {
        constexpr float twice = 1.5957691216057308f, cubic = 0.044715f; // 2 √(2/π)
        const float u = twice * (x + cubic * x * x * x);
        const float e = exponential(-__builtin_fabsf(u));
        const float phi = (u < 0 ? e : 1.0f) / (1.0f + e);
        return {x * phi, phi + x * phi * (1.0f - phi) * twice * (1.0f + 3.0f * cubic * x * x)};
    }
};

} // namespace espalier::kernel::ESPALIER_ISA
