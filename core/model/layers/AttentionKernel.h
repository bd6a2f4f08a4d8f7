#pragma once
// The arithmetic of packed attention for one segment and one head, float32, without any library.
#include <cstdint>

namespace espalier::kernel {

// Rows are `stride` floats apart; a row holds headSize numbers of this head.
struct AttentionView {
    const float* query;
    const float* key;
    const float* value;
    std::int64_t length;
    std::int64_t headSize;
    std::int64_t stride;
};

struct AttentionDropout {
    std::uint32_t threshold = 0; // keep where random ≥ threshold; 0: no dropout
    float scale = 1;             // 1 / (1 - p)
    std::uint32_t seed = 0;      // of this segment and head
};

// How many query rows are worked on at a time.
constexpr std::int64_t attentionBlockRows = 32;

// Workspace in floats that a call needs for a segment of `length`.
std::int64_t attentionWorkspace(std::int64_t length, std::int64_t headSize);

// output[i] = Σ_j softmax_j(q_i·k_j / √headSize) v_j; logSum[i] is kept for the backward pass.
using AttentionForward = void (*)(const AttentionView& in, const AttentionDropout& dropout, float* output,
                                  float* logSum, float* workspace);

// Gradients of the above given that of its output; dQuery, dKey, dValue are overwritten.
using AttentionBackward = void (*)(const AttentionView& in, const AttentionDropout& dropout,
                                   const float* output, const float* logSum, const float* dOutput,
                                   float* dQuery, float* dKey, float* dValue, float* workspace);

struct AttentionKernel {
    AttentionForward forward;
    AttentionBackward backward;
};

// The best that this processor can run.
const AttentionKernel& attentionKernel();

} // namespace espalier::kernel
