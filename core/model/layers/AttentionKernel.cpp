// Compiled once for each instruction set (ESPALIER_ISA). Loops are written so that the compiler turns the
// inner one into vector instructions; everything runs over blocks of query rows, so that scores never leave
// the cache. The backward pass recomputes the weights from the kept log-sum: Dao et al. 2022,
// arXiv:2205.14135, alg. 4.
#include "core/model/layers/AttentionKernel.h"

#define ESPALIER_JOIN2(a, b) a##b
#define ESPALIER_JOIN(a, b) ESPALIER_JOIN2(a, b)

namespace espalier::kernel {

namespace {

constexpr std::int64_t blockRows = attentionBlockRows;

inline float exponential(float x) {
    // e^x = 2^n e^r with |r| ≤ ln 2 / 2; the polynomial of Cephes' expf, error below 2 ulp
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
    union {
        std::int32_t bits;
        float value;
    } power{(static_cast<std::int32_t>(n) + 127) << 23};
    return y * power.value;
}

// A counter-based random number: the same for a place whatever was drawn before (after Wellons' lowbias32).
inline std::uint32_t hashed(std::uint32_t x) {
    x ^= x >> 16;
    x *= 0x7feb352du;
    x ^= x >> 15;
    x *= 0x846ca68bu;
    x ^= x >> 16;
    return x;
}

inline float keepFactor(const AttentionDropout& dropout, std::uint32_t rowSeed, std::int64_t j) {
    return hashed(rowSeed + static_cast<std::uint32_t>(j)) >= dropout.threshold ? dropout.scale : 0.0f;
}

std::uint32_t rowSeed(const AttentionDropout& dropout, std::int64_t i) {
    return hashed(dropout.seed ^ (static_cast<std::uint32_t>(i) * 0x9E3779B9u));
}

// out[size, length] = in[length, size] transposed
void transpose(const float* in, std::int64_t length, std::int64_t size, std::int64_t stride, float* out) {
    for (std::int64_t j = 0; j < length; ++j)
        for (std::int64_t d = 0; d < size; ++d) out[d * length + j] = in[j * stride + d];
}

// scores[rows, length] = factor * a[rows, size] · bT[size, length]
void products(const float* __restrict a, std::int64_t rows, std::int64_t size, std::int64_t stride,
              const float* __restrict bT, std::int64_t length, float factor, float* __restrict scores) {
    std::int64_t i = 0;
    for (; i + 4 <= rows; i += 4) { // four rows share each load of bT
        float* __restrict s = scores + i * length;
        for (std::int64_t j = 0; j < 4 * length; ++j) s[j] = 0;
        for (std::int64_t d = 0; d < size; ++d) {
            const float* __restrict b = bT + d * length;
            const float a0 = factor * a[i * stride + d], a1 = factor * a[(i + 1) * stride + d];
            const float a2 = factor * a[(i + 2) * stride + d], a3 = factor * a[(i + 3) * stride + d];
#pragma omp simd
            for (std::int64_t j = 0; j < length; ++j) {
                s[j] += a0 * b[j];
                s[length + j] += a1 * b[j];
                s[2 * length + j] += a2 * b[j];
                s[3 * length + j] += a3 * b[j];
            }
        }
    }
    for (; i < rows; ++i) {
        float* __restrict s = scores + i * length;
        for (std::int64_t j = 0; j < length; ++j) s[j] = 0;
        for (std::int64_t d = 0; d < size; ++d) {
            const float* __restrict b = bT + d * length;
            const float a0 = factor * a[i * stride + d];
#pragma omp simd
            for (std::int64_t j = 0; j < length; ++j) s[j] += a0 * b[j];
        }
    }
}

// out[size] += Σ_j weights[j] rows[j, size]
void weightedSum(const float* __restrict weights, const float* __restrict rows, std::int64_t length,
                 std::int64_t size, std::int64_t stride, float* __restrict out) {
    std::int64_t j = 0;
    for (; j + 4 <= length; j += 4) {
        const float w0 = weights[j], w1 = weights[j + 1], w2 = weights[j + 2], w3 = weights[j + 3];
        const float* __restrict r = rows + j * stride;
#pragma omp simd
        for (std::int64_t d = 0; d < size; ++d)
            out[d] += w0 * r[d] + w1 * r[stride + d] + w2 * r[2 * stride + d] + w3 * r[3 * stride + d];
    }
    for (; j < length; ++j) {
        const float w = weights[j];
        const float* __restrict r = rows + j * stride;
#pragma omp simd
        for (std::int64_t d = 0; d < size; ++d) out[d] += w * r[d];
    }
}

// out[j, size] += weights[j] row[size] for every j
void outerSum(const float* __restrict weights, const float* __restrict row, std::int64_t length,
              std::int64_t size, std::int64_t stride, float* __restrict out) {
    for (std::int64_t j = 0; j < length; ++j) {
        const float w = weights[j];
        float* __restrict o = out + j * stride;
#pragma omp simd
        for (std::int64_t d = 0; d < size; ++d) o[d] += w * row[d];
    }
}

void clear(float* rows, std::int64_t length, std::int64_t size, std::int64_t stride) {
    for (std::int64_t j = 0; j < length; ++j)
        for (std::int64_t d = 0; d < size; ++d) rows[j * stride + d] = 0;
}

float inverseRoot(std::int64_t size) {
    return 1.0f / __builtin_sqrtf(static_cast<float>(size));
}

void forward(const AttentionView& in, const AttentionDropout& dropout, float* output, float* logSum,
             float* workspace) {
    const std::int64_t n = in.length, size = in.headSize;
    float* keyT = workspace;
    float* scores = keyT + n * size;
    transpose(in.key, n, size, in.stride, keyT);
    clear(output, n, size, in.stride);
    for (std::int64_t begin = 0; begin < n; begin += blockRows) {
        const std::int64_t rows = n - begin < blockRows ? n - begin : blockRows;
        products(in.query + begin * in.stride, rows, size, in.stride, keyT, n, inverseRoot(size), scores);
        for (std::int64_t i = 0; i < rows; ++i) {
            float* __restrict s = scores + i * n;
            float largest = s[0];
#pragma omp simd reduction(max : largest)
            for (std::int64_t j = 0; j < n; ++j) largest = s[j] > largest ? s[j] : largest;
            float sum = 0;
#pragma omp simd reduction(+ : sum)
            for (std::int64_t j = 0; j < n; ++j) {
                s[j] = exponential(s[j] - largest);
                sum += s[j];
            }
            logSum[begin + i] = largest + __builtin_logf(sum);
            const float inverse = 1.0f / sum;
            if (dropout.threshold) {
                const auto seed = rowSeed(dropout, begin + i);
#pragma omp simd
                for (std::int64_t j = 0; j < n; ++j) s[j] *= inverse * keepFactor(dropout, seed, j);
            } else {
#pragma omp simd
                for (std::int64_t j = 0; j < n; ++j) s[j] *= inverse;
            }
            weightedSum(s, in.value, n, size, in.stride, output + (begin + i) * in.stride);
        }
    }
}

void backward(const AttentionView& in, const AttentionDropout& dropout, const float* output,
              const float* logSum, const float* dOutput, float* dQuery, float* dKey, float* dValue,
              float* workspace) {
    const std::int64_t n = in.length, size = in.headSize;
    const float factor = inverseRoot(size);
    float* keyT = workspace;
    float* valueT = keyT + n * size;
    float* weights = valueT + n * size;
    float* slopes = weights + blockRows * n;
    transpose(in.key, n, size, in.stride, keyT);
    transpose(in.value, n, size, in.stride, valueT);
    clear(dQuery, n, size, in.stride);
    clear(dKey, n, size, in.stride);
    clear(dValue, n, size, in.stride);
    for (std::int64_t begin = 0; begin < n; begin += blockRows) {
        const std::int64_t rows = n - begin < blockRows ? n - begin : blockRows;
        products(in.query + begin * in.stride, rows, size, in.stride, keyT, n, factor, weights);
        products(dOutput + begin * in.stride, rows, size, in.stride, valueT, n, 1.0f, slopes);
        for (std::int64_t i = 0; i < rows; ++i) {
            const std::int64_t row = begin + i;
            float* __restrict w = weights + i * n;
            float* __restrict s = slopes + i * n;
            const float* __restrict o = output + row * in.stride;
            const float* __restrict g = dOutput + row * in.stride;
            float mean = 0; // Σ_j P_ij dP_ij = o_i · dO_i, dropout or not
#pragma omp simd reduction(+ : mean)
            for (std::int64_t d = 0; d < size; ++d) mean += o[d] * g[d];
            const float shift = logSum[row];
            if (dropout.threshold) {
                const auto seed = rowSeed(dropout, row);
#pragma omp simd
                for (std::int64_t j = 0; j < n; ++j) {
                    const float keep = keepFactor(dropout, seed, j);
                    const float p = exponential(w[j] - shift);
                    s[j] = factor * p * (keep * s[j] - mean);
                    w[j] = p * keep;
                }
            } else {
#pragma omp simd
                for (std::int64_t j = 0; j < n; ++j) {
                    w[j] = exponential(w[j] - shift);
                    s[j] = factor * w[j] * (s[j] - mean);
                }
            }
            weightedSum(s, in.key, n, size, in.stride, dQuery + row * in.stride);
            outerSum(s, in.query + row * in.stride, n, size, in.stride, dKey);
            outerSum(w, g, n, size, in.stride, dValue);
        }
    }
}

} // namespace

extern const AttentionKernel ESPALIER_JOIN(attentionKernel_, ESPALIER_ISA);
const AttentionKernel ESPALIER_JOIN(attentionKernel_, ESPALIER_ISA){forward, backward};

} // namespace espalier::kernel
