// One optimiser step in one pass over a parameter, and what gradient clipping needs of it.
#include "core/model/kernels/Lanes.h"
#include "core/model/kernels/Table.h"

namespace espalier::kernel::ESPALIER_ISA {

void adamW(const AdamWStep& step, std::int64_t count, const float* __restrict gradient,
           float* __restrict value, float* __restrict mean, float* __restrict square) {
#pragma omp simd
    for (std::int64_t i = 0; i < count; ++i) {
        const float g = gradient[i] * step.gradientScale;
        const float m = mean[i] + (1 - step.beta1) * (g - mean[i]);
        const float v = step.beta2 * square[i] + (1 - step.beta2) * g * g;
        mean[i] = m;
        square[i] = v;
        value[i] = value[i] * step.decay -
                   step.stepSize * m / (__builtin_sqrtf(v) / step.rootCorrection + step.epsilon);
    }
}

double sumOfSquares(std::int64_t count, const float* values) {
    constexpr std::int64_t block = 1024; // float32 within, float64 between
    double total = 0;
    for (std::int64_t begin = 0; begin < count; begin += block) {
        const auto end = begin + block < count ? begin + block : count;
        float sum = 0;
#pragma omp simd reduction(+ : sum)
        for (std::int64_t i = begin; i < end; ++i) sum += values[i] * values[i];
        total += static_cast<double>(sum);
    }
    return total;
}

} // namespace espalier::kernel::ESPALIER_ISA
