// Dropout, residual and layer normalisation (Ba et al. 2016, arXiv:1607.06450) in one pass over a row.
#include "core/model/kernels/Lanes.h"
#include "core/model/kernels/Table.h"

namespace espalier::kernel::ESPALIER_ISA {

namespace {

constexpr std::int64_t ways = 4 * lanes; // partial sums enough to hide the latency of an addition

// Σ of(d) over a row; several sums at once, or the additions would wait for one another.
template<class Of>
inline float sumOver(std::int64_t dim, const Of& of) {
    float partial[ways] = {};
    std::int64_t d = 0;
    for (; d + ways <= dim; d += ways)
#pragma omp simd
        for (std::int64_t w = 0; w < ways; ++w) partial[w] += of(d + w);
    float total = 0;
    for (; d < dim; ++d) total += of(d);
    for (std::int64_t w = 0; w < ways; ++w) total += partial[w];
    return total;
}

} // namespace

template<class T>
void normForward(const NormShape& shape, std::int64_t begin, std::int64_t end, const T* x, const T* residual,
                 const float* __restrict weight, const float* __restrict bias, T* sum, T* y,
                 float* statistics) {
    const auto dim = shape.dim;
    for (std::int64_t row = begin; row < end; ++row) {
        const T* __restrict in = x + row * dim;
        const T* __restrict rest = residual + row * dim;
        T* __restrict s = sum + row * dim;
        T* __restrict out = y + row * dim;
        if (!residual) {
#pragma omp simd
            for (std::int64_t d = 0; d < dim; ++d) s[d] = in[d];
        } else if (!shape.dropout.threshold) {
#pragma omp simd
            for (std::int64_t d = 0; d < dim; ++d) narrow(widen(in[d]) + widen(rest[d]), s[d]);
        } else {
            const auto dropout = ofRow(shape.dropout, row);
#pragma omp simd
            for (std::int64_t d = 0; d < dim; ++d)
                narrow(widen(in[d]) * keepFactor(dropout, d) + widen(rest[d]), s[d]);
        }
        const float mean =
            sumOver(dim, [&](std::int64_t d) { return widen(s[d]); }) / static_cast<float>(dim);
        const float variance = sumOver(dim,
                                       [&](std::int64_t d) {
                                           const float away = widen(s[d]) - mean;
                                           return away * away;
                                       }) /
                               static_cast<float>(dim);
        const float inverse = 1.0f / __builtin_sqrtf(variance + shape.epsilon);
#pragma omp simd
        for (std::int64_t d = 0; d < dim; ++d)
            narrow((widen(s[d]) - mean) * inverse * weight[d] + bias[d], out[d]);
        statistics[2 * row] = mean;
        statistics[2 * row + 1] = inverse;
    }
}

template<class T>
void normBackward(const NormShape& shape, std::int64_t begin, std::int64_t end, const T* sum,
                  const float* statistics, const float* __restrict weight, const T* dY, T* dSum, T* dX,
                  float* weightBias) {
    const auto dim = shape.dim;
    float* __restrict dWeight = weightBias;
    float* __restrict dBias = weightBias + dim;
    for (std::int64_t row = begin; row < end; ++row) {
        const T* __restrict s = sum + row * dim;
        const T* __restrict g = dY + row * dim;
        T* __restrict out = dSum + row * dim;
        const float mean = statistics[2 * row], inverse = statistics[2 * row + 1];
#pragma omp simd
        for (std::int64_t d = 0; d < dim; ++d) {
            dWeight[d] += widen(g[d]) * (widen(s[d]) - mean) * inverse;
            dBias[d] += widen(g[d]);
        }
        // means of g w and of g w x̂
        const float slope =
            sumOver(dim, [&](std::int64_t d) { return widen(g[d]) * weight[d]; }) / static_cast<float>(dim);
        const float slopeAlong =
            sumOver(dim, [&](std::int64_t d) { return widen(g[d]) * weight[d] * (widen(s[d]) - mean); }) *
            inverse / static_cast<float>(dim);
#pragma omp simd
        for (std::int64_t d = 0; d < dim; ++d)
            narrow(inverse * (widen(g[d]) * weight[d] - slope - (widen(s[d]) - mean) * inverse * slopeAlong),
                   out[d]);
        if (!dX) continue;
        T* __restrict kept = dX + row * dim;
        const auto dropout = ofRow(shape.dropout, row);
#pragma omp simd
        for (std::int64_t d = 0; d < dim; ++d) narrow(widen(out[d]) * keepFactor(dropout, d), kept[d]);
    }
}

#define ESPALIER_INSTANTIATE(T)                                                                              \
    template void normForward(const NormShape&, std::int64_t, std::int64_t, const T*, const T*,              \
                              const float*, const float*, T*, T*, float*);                                   \
    template void normBackward(const NormShape&, std::int64_t, std::int64_t, const T*, const float*,         \
                               const float*, const T*, T*, T*, float*);
ESPALIER_INSTANTIATE(float)
ESPALIER_INSTANTIATE(Bf16)

} // namespace espalier::kernel::ESPALIER_ISA
