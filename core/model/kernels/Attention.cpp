// Scaled dot-product attention over blocks of query rows, so that scores never leave the cache. The backward
// pass computes the weights anew from the kept log-sum: Dao et al. 2022, arXiv:2205.14135, alg. 4.
#include "core/model/kernels/Product.h"
#include "core/model/kernels/Table.h"

namespace espalier::kernel::ESPALIER_ISA {

namespace {

constexpr std::int64_t blockRows = 48;
static_assert(blockRows % tileRows == 0);

// Hands out parts of the workspace.
struct Workspace {
    float* next;
    float* take(std::int64_t floats) {
        float* part = next;
        next += floats;
        return part;
    }
};

// out[rows, padded(size)] = in[rows, size], widened, zeros behind
template<class T>
void copyRows(const T* in, std::int64_t rows, std::int64_t size, std::int64_t stride, float* out,
              float factor = 1) {
    const auto width = padded(size);
    for (std::int64_t i = 0; i < rows; ++i) {
        const T* __restrict from = in + i * stride;
        float* __restrict to = out + i * width;
#pragma omp simd
        for (std::int64_t d = 0; d < size; ++d) to[d] = factor * widen(from[d]);
        for (std::int64_t d = size; d < width; ++d) to[d] = 0;
    }
}

// out[size, padded(rows)] = in[rows, padded(size)] transposed, zeros behind
void transpose(const float* in, std::int64_t rows, std::int64_t size, float* out) {
    const auto width = padded(size), length = padded(rows);
    for (std::int64_t d = 0; d < size; ++d) {
        float* __restrict to = out + d * length;
        for (std::int64_t i = 0; i < rows; ++i) to[i] = in[i * width + d];
        for (std::int64_t i = rows; i < length; ++i) to[i] = 0;
    }
}

template<class T>
void storeRows(const float* in, std::int64_t rows, std::int64_t size, T* out, std::int64_t stride) {
    const auto width = padded(size);
    for (std::int64_t i = 0; i < rows; ++i) {
        const float* __restrict from = in + i * width;
        T* __restrict to = out + i * stride;
#pragma omp simd
        for (std::int64_t d = 0; d < size; ++d) narrow(from[d], to[d]);
    }
}

void clear(float* values, std::int64_t count) {
    for (std::int64_t i = 0; i < count; ++i) values[i] = 0;
}

// The keys [begin, end) that a query sees of n, and the whole vectors around them.
struct Seen {
    std::int64_t begin, end;
    std::int64_t first() const { return begin / lanes * lanes; }
    std::int64_t last() const { return padded(end); }
    // In a form from which the compiler sees that no loop over them needs a rest.
    std::int64_t count() const { return (last() - first()) & -lanes; }
};
Seen seenBy(std::int64_t row, std::int64_t n, const AttentionRule& rule) {
    const std::int64_t behind = n - row - 1;
    return {row > rule.before ? row - rule.before : 0, behind > rule.behind ? row + rule.behind + 1 : n};
}

// What the rows [row, row + rows) see together.
Seen seenByRows(std::int64_t row, std::int64_t rows, std::int64_t n, const AttentionRule& rule) {
    return {seenBy(row, n, rule).begin, seenBy(row + rows - 1, n, rule).end};
}

// Scores of a row with the bias of its keys; those in the vectors around them weigh nothing.
void finishScores(float* scores, std::int64_t row, Seen seen, const float* bias) {
    constexpr float unseen = -1e30f;
    for (std::int64_t j = seen.first(); j < seen.begin; ++j) scores[j] = unseen;
    for (std::int64_t j = seen.end; j < seen.last(); ++j) scores[j] = unseen;
    if (!bias) return;
    const float* __restrict at = bias - row;
    for (std::int64_t j = seen.begin; j < seen.end; ++j) scores[j] += at[j];
}

// What a row doesn't see of the keys that rows beside it do.
void clearUnseen(float* scores, Seen seen, Seen together) {
    for (std::int64_t j = together.first(); j < seen.begin; ++j) scores[j] = 0;
    for (std::int64_t j = seen.end; j < together.end; ++j) scores[j] = 0;
}

} // namespace

std::int64_t attentionWorkspace(std::int64_t length, std::int64_t size) {
    const auto wide = padded(size), longest = padded(length);
    return 2 * size * longest + 4 * length * wide + blockRows * (3 * wide + 2 * longest);
}

template<class T>
void attentionForward(const AttentionView<T>& in, const Dropout& dropout, T* output, std::int64_t stride,
                      float* logSum, float* scratch) {
    const std::int64_t n = in.length, queries = in.queries, size = in.headSize, wide = padded(size),
                       columns = padded(n);
    Workspace space{scratch};
    float* value = space.take(n * wide);
    float* key = space.take(n * wide);
    float* keyT = space.take(size * columns);
    float* query = space.take(blockRows * wide);
    float* out = space.take(blockRows * wide);
    float* scores = space.take(blockRows * columns);
    copyRows(in.value, n, size, in.valueStride, value);
    copyRows(in.key, n, size, in.keyStride, key);
    transpose(key, n, size, keyT);
    for (std::int64_t begin = 0; begin < queries; begin += blockRows) {
        const std::int64_t rows = queries - begin < blockRows ? queries - begin : blockRows;
        const Seen together = seenByRows(begin, rows, n, in.rule);
        const std::int64_t from = together.first(), keys = together.end - from;
        copyRows(in.query + begin * in.queryStride, rows, size, in.queryStride, query, in.rule.scale);
        product(rows, size, padded(keys), {query, wide, 1}, keyT + from, columns, {}, scores + from, columns);
        for (std::int64_t i = 0; i < rows; ++i) {
            const std::int64_t row = begin + i;
            const Seen seen = seenBy(row, n, in.rule);
            finishScores(scores + i * columns, row, seen, in.rule.bias);
            const std::int64_t first = seen.first(), count = seen.count();
            float* __restrict s = scores + i * columns + first;
            float largest = s[0];
#pragma omp simd reduction(max : largest)
            for (std::int64_t j = 0; j < count; ++j) largest = s[j] > largest ? s[j] : largest;
            float sum = 0;
#pragma omp simd reduction(+ : sum)
            for (std::int64_t j = 0; j < count; ++j) {
                s[j] = exponential(s[j] - largest);
                sum += s[j];
            }
            logSum[row] = largest + __builtin_logf(sum);
            const float inverse = 1.0f / sum;
            if (dropout.threshold) {
                const auto own = ofRow(dropout, row);
#pragma omp simd
                for (std::int64_t j = 0; j < count; ++j) s[j] *= inverse * keepFactor(own, first + j);
            } else {
#pragma omp simd
                for (std::int64_t j = 0; j < count; ++j) s[j] *= inverse;
            }
            clearUnseen(scores + i * columns, seen, together);
        }
        product(rows, keys, wide, {scores + from, columns, 1}, value + from * wide, wide, {}, out, wide);
        storeRows(out, rows, size, output + begin * stride, stride);
    }
}

template<class T>
void attentionBackward(const AttentionView<T>& in, const Dropout& dropout, const T* output,
                       const float* logSum, const T* dOutput, const AttentionGradients<T>& gradients,
                       std::int64_t stride, float* scratch) {
    const std::int64_t n = in.length, queries = in.queries, size = in.headSize, wide = padded(size),
                       columns = padded(n);
    const float factor = in.rule.scale;
    Workspace space{scratch};
    float* key = space.take(n * wide);
    float* value = space.take(n * wide);
    float* dKey = space.take(n * wide);
    float* dValue = space.take(n * wide);
    float* keyT = space.take(size * columns);
    float* valueT = space.take(size * columns);
    float* query = space.take(blockRows * wide);
    float* dOut = space.take(blockRows * wide);
    float* dQuery = space.take(blockRows * wide);
    float* weights = space.take(blockRows * columns);
    float* slopes = space.take(blockRows * columns);
    copyRows(in.key, n, size, in.keyStride, key);
    copyRows(in.value, n, size, in.valueStride, value);
    transpose(key, n, size, keyT);
    transpose(value, n, size, valueT);
    clear(dKey, n * wide);
    clear(dValue, n * wide);
    for (std::int64_t begin = 0; begin < queries; begin += blockRows) {
        const std::int64_t rows = queries - begin < blockRows ? queries - begin : blockRows;
        const Seen together = seenByRows(begin, rows, n, in.rule);
        const std::int64_t from = together.first(), keys = together.end - from;
        copyRows(in.query + begin * in.queryStride, rows, size, in.queryStride, query, factor);
        copyRows(dOutput + begin * stride, rows, size, stride, dOut);
        product(rows, size, padded(keys), {query, wide, 1}, keyT + from, columns, {}, weights + from,
                columns);
        product(rows, size, padded(keys), {dOut, wide, 1}, valueT + from, columns, {}, slopes + from,
                columns);
        for (std::int64_t i = 0; i < rows; ++i) {
            const std::int64_t row = begin + i;
            const Seen seen = seenBy(row, n, in.rule);
            finishScores(weights + i * columns, row, seen, in.rule.bias);
            const std::int64_t first = seen.first(), count = seen.count();
            float* __restrict w = weights + i * columns + first;
            float* __restrict s = slopes + i * columns + first;
            const T* __restrict o = output + row * stride;
            const float* __restrict g = dOut + i * wide;
            float mean = 0; // Σ_j P_ij dP_ij = o_i · dO_i, dropout or not
#pragma omp simd reduction(+ : mean)
            for (std::int64_t d = 0; d < size; ++d) mean += widen(o[d]) * g[d];
            const float shift = logSum[row];
            if (dropout.threshold) {
                const auto own = ofRow(dropout, row);
#pragma omp simd
                for (std::int64_t j = 0; j < count; ++j) {
                    const float keep = keepFactor(own, first + j);
                    const float p = exponential(w[j] - shift);
                    s[j] = p * (keep * s[j] - mean);
                    w[j] = p * keep;
                }
            } else {
#pragma omp simd
                for (std::int64_t j = 0; j < count; ++j) {
                    w[j] = exponential(w[j] - shift);
                    s[j] = w[j] * (s[j] - mean);
                }
            }
            clearUnseen(weights + i * columns, seen, together);
            clearUnseen(slopes + i * columns, seen, together);
            if (gradients.bias) {
                float* __restrict to = gradients.bias - row;
                const float* slope = slopes + i * columns;
                for (std::int64_t j = seen.begin; j < seen.end; ++j) to[j] += slope[j];
            }
        }
        // query carries the factor already, key does not.
        product(rows, keys, wide, {slopes + from, columns, 1}, key + from * wide, wide, {}, dQuery, wide);
        for (std::int64_t i = 0; i < rows * wide; ++i) dQuery[i] *= factor;
        storeRows(dQuery, rows, size, gradients.query + begin * stride, stride);
        float* dKeyHere = dKey + from * wide;
        float* dValueHere = dValue + from * wide;
        product(keys, rows, wide, {slopes + from, 1, columns}, query, wide, {dKeyHere, wide}, dKeyHere, wide);
        product(keys, rows, wide, {weights + from, 1, columns}, dOut, wide, {dValueHere, wide}, dValueHere,
                wide);
    }
    storeRows(dKey, n, size, gradients.key, stride);
    storeRows(dValue, n, size, gradients.value, stride);
}

#define ESPALIER_INSTANTIATE(T)                                                                              \
    template void attentionForward(const AttentionView<T>&, const Dropout&, T*, std::int64_t, float*,        \
                                   float*);                                                                  \
    template void attentionBackward(const AttentionView<T>&, const Dropout&, const T*, const float*,         \
                                    const T*, const AttentionGradients<T>&, std::int64_t, float*);
ESPALIER_INSTANTIATE(float)
ESPALIER_INSTANTIATE(Bf16)

} // namespace espalier::kernel::ESPALIER_ISA
