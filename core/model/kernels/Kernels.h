#pragma once
// The arithmetic that a training step does on the CPU: plain C++ without any library, compiled once for each
// instruction set and chosen at run time. Everything computes in float32; tensors are stored as float32 or
// bf16. A new kernel is one file here, one member below and one line in Table.cpp.
#include <cstdint>

namespace espalier::kernel {

struct Bf16 {
    std::uint16_t bits;
};

// Which elements a dropout mask keeps follows from the seed and the element's place alone, so that the
// backward pass needs no stored mask and the number of threads changes nothing.
struct Dropout {
    std::uint32_t threshold = 0; // keep where random ≥ threshold; 0: no dropout
    float scale = 1;             // 1 / (1 - p)
    std::uint32_t seed = 0;
};
Dropout makeDropout(double p, std::uint64_t seed);

// Which keys a query sees, and how.
struct AttentionRule {
    float scale = 1;                                     // of the scores q·k
    std::int64_t before = INT64_MAX, behind = INT64_MAX; // the farthest key that is seen, in tokens
    const float* bias = nullptr; // added to the scaled scores: at distance d = key − query bias[d]
};

// One segment and one head: the first `queries` of its tokens look at `length` of them. Rows are a stride
// of elements apart; a row holds headSize numbers of this head.
template<class T>
struct AttentionView {
    const T* query;
    const T* key;
    const T* value;
    std::int64_t queries, length, headSize;
    std::int64_t queryStride, keyStride, valueStride;
    AttentionRule rule = {};
};
template<class T>
struct AttentionGradients {
    T* query;
    T* key;
    T* value;
    float* bias = nullptr; // by distance, as AttentionRule::bias; added to
};

template<class T>
struct AttentionKernels {
    // Floats of workspace that a call needs for a segment of `length`.
    std::int64_t (*workspace)(std::int64_t length, std::int64_t headSize);
    // output[i] = Σ_j softmax_j(scale q_i·k_j + bias) v_j over the keys that i sees; logSum[i] is kept for
    // the backward pass. Rows of output, its gradient and the gradients below are `stride` apart.
    void (*forward)(const AttentionView<T>& in, const Dropout& dropout, T* output, std::int64_t stride,
                    float* logSum, float* workspace);
    // Overwrites the gradients but that of the bias.
    void (*backward)(const AttentionView<T>& in, const Dropout& dropout, const T* output, const float* logSum,
                     const T* dOutput, const AttentionGradients<T>& gradients, std::int64_t stride,
                     float* workspace);
};

// y = LayerNorm(sum) with sum = dropout(x) + residual, for rows of `dim`. Post-norm blocks spend most of
// what is not a matrix product here, so the three are one pass.
struct NormShape {
    std::int64_t dim;
    float epsilon;
    Dropout dropout; // of x
};
template<class T>
struct NormKernels {
    // Rows [begin, end) of all tensors. statistics: mean and 1 / deviation of each row. residual may be null.
    void (*forward)(const NormShape& shape, std::int64_t begin, std::int64_t end, const T* x,
                    const T* residual, const float* weight, const float* bias, T* sum, T* y,
                    float* statistics);
    // dSum also is the residual's gradient; dX is null where it is the same (no dropout). weightBias
    // [2, dim] is added to.
    void (*backward)(const NormShape& shape, std::int64_t begin, std::int64_t end, const T* sum,
                     const float* statistics, const float* weight, const T* dY, T* dSum, T* dX,
                     float* weightBias);
};

// y = keep(x) for elements [begin, end); its own backward pass.
template<class T>
using DropoutKernel = void (*)(const Dropout& dropout, std::int64_t begin, std::int64_t end, const T* x,
                               T* y);

// Decoupled weight decay (Loshchilov & Hutter 2019, alg. 2), bias corrections folded into two factors.
struct AdamWStep {
    float beta1, beta2, epsilon;
    float decay;             // 1 - rate * weight decay
    float stepSize;          // rate / (1 - beta1^t)
    float rootCorrection;    // √(1 - beta2^t)
    float gradientScale = 1; // of clipping
};

// Element (i, j) lies at values[i * row + j * column].
struct Matrix {
    const float* values;
    std::int64_t row, column;
};

// What the sums of a product begin with, rows so far apart: a bias where that is 0; null: zeros.
struct Start {
    const float* values = nullptr;
    std::int64_t row = 0;
};

enum class Activation { None, Gelu, GeluByTanh };

// What becomes of a product's sums when they are complete. Rows of both matrices are as far apart as its own.
struct Finish {
    Activation activation = Activation::None;
    float* sums = nullptr;           // keeps what the activation is taken of
    const float* slopesAt = nullptr; // not the activation, but the sum times its slope at these
};

// Rows and columns of a product that one call computes; columns begin where a panel does.
struct GemmPart {
    std::int64_t rowBegin, rowEnd, columnBegin, columnEnd;
};

// c = finish(start + a b) of matrices in float32 that are larger than the cache. A sum is taken in the same
// order whatever the part.
struct GemmKernels {
    std::int64_t (*workspace)(); // floats that a call of multiply needs
    std::int64_t tileRows;       // parts had better be of so many rows,
    std::int64_t panelColumns;   // and must begin at a multiple of so many columns
    // b [depth, columns], panel by panel, the last filled up with zeros: panels [begin, end) of all.
    void (*pack)(const Matrix& b, std::int64_t depth, std::int64_t columns, std::int64_t begin,
                 std::int64_t end, float* panels);
    // Rows of c are cRow apart; start may be c.
    void (*multiply)(const Matrix& a, const float* panels, std::int64_t depth, const GemmPart& part,
                     const Start& start, const Finish& finish, float* c, std::int64_t cRow, float* workspace);
};

struct Kernels {
    const char* name; // "plain", "AVX2", "AVX-512"
    AttentionKernels<float> attentionF32;
    AttentionKernels<Bf16> attentionBf16;
    NormKernels<float> normF32;
    NormKernels<Bf16> normBf16;
    DropoutKernel<float> dropoutF32;
    DropoutKernel<Bf16> dropoutBf16;
    void (*adamW)(const AdamWStep& step, std::int64_t count, const float* gradient, float* value, float* mean,
                  float* square);
    double (*sumOfSquares)(std::int64_t count, const float* values);
    GemmKernels gemm;

    template<class T>
    const auto& attention() const {
        if constexpr (sizeof(T) == 4)
            return attentionF32;
        else
            return attentionBf16;
    }
    template<class T>
    const auto& norm() const {
        if constexpr (sizeof(T) == 4)
            return normF32;
        else
            return normBf16;
    }
    template<class T>
    auto dropout() const {
        if constexpr (sizeof(T) == 4)
            return dropoutF32;
        else
            return dropoutBf16;
    }
};

// The best that this processor can run.
const Kernels& kernels();
// All that it can run, the best last: for tests that hold them against each other.
struct KernelList {
    const Kernels* items[3];
    int count;
};
KernelList availableKernels();

} // namespace espalier::kernel
