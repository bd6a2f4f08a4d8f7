#pragma once
// What the kernels share: numbers as they are stored, vectors as wide as the instruction set, random bits.
// Everything lies in a namespace named after the instruction set, so that no function compiled for one
// processor is linked in for another.
#include "core/model/kernels/Kernels.h"

#define ESPALIER_JOIN2(a, b) a##b
#define ESPALIER_JOIN(a, b) ESPALIER_JOIN2(a, b)

namespace espalier::kernel::ESPALIER_ISA {

#if defined(__AVX512F__)
constexpr std::int64_t lanes = 16;
#elif defined(__AVX2__)
constexpr std::int64_t lanes = 8;
#else
constexpr std::int64_t lanes = 4;
#endif
using Lanes = float
    __attribute__((vector_size(lanes * 4), aligned(4), may_alias)); // loads and stores need no alignment

inline std::int64_t padded(std::int64_t n) {
    return (n + lanes - 1) / lanes * lanes;
}

inline float widen(float x) {
    return x;
}
inline float widen(Bf16 x) {
    return __builtin_bit_cast(float, static_cast<std::uint32_t>(x.bits) << 16);
}

inline void narrow(float x, float& out) {
    out = x;
}
// Rounds to nearest, ties to even.
inline void narrow(float x, Bf16& out) {
    const auto bits = __builtin_bit_cast(std::uint32_t, x);
    const auto rounded = static_cast<std::uint16_t>((bits + 0x7FFFu + (bits >> 16 & 1u)) >> 16);
    out.bits = x != x ? std::uint16_t{0x7FC0} : rounded;
}

// Wellons' lowbias32: a 32-bit hash without visible bias.
inline std::uint32_t hashed(std::uint32_t x) {
    x ^= x >> 16;
    x *= 0x7feb352du;
    x ^= x >> 15;
    x *= 0x846ca68bu;
    x ^= x >> 16;
    return x;
}
inline Dropout ofRow(const Dropout& dropout, std::int64_t row) {
    return {dropout.threshold, dropout.scale,
            hashed(dropout.seed ^ (static_cast<std::uint32_t>(row) * 0x9E3779B9u))};
}
// Of a copy: read through a reference in a loop that stores, it would be a branch for every number instead of
// a choice among vectors.
inline float keepFactor(Dropout dropout, std::int64_t column) {
    return hashed(dropout.seed + static_cast<std::uint32_t>(column)) >= dropout.threshold ? dropout.scale
                                                                                          : 0.0f;
}

// e^x for x ≤ 88: 2^n e^r with |r| ≤ ln 2 / 2; the polynomial of Cephes' expf, error below 2 ulp.
inline float exponential(float x) {
    x = x < -87.0f ? -87.0f : x;
    const float n = __builtin_rintf(x * 1.44269504088896341f);
    const float r = (x - n * 0.693359375f) + n * 2.12194440e-4f;
    float y = 1.9875691500e-4f;
    y = y * r + 1.3981999507e-3f;
    y = y * r + 8.3334519073e-3f;
    y = y * r + 4.1665795894e-2f;
    y = y * r + 1.6666665459e-1f;
    y = y * r + 5.0000001201e-1f;
    y = y * r * r + r + 1.0f;
    return y * __builtin_bit_cast(float, (static_cast<std::int32_t>(n) + 127) << 23);
}

} // namespace espalier::kernel::ESPALIER_ISA
