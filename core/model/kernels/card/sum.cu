// Sums over the rows of a matrix in 16 bits, [rows, columns], in float32. The lanes of a warp take 8
// neighbouring columns each; the rows are shared by the warps of a block and by `parts` blocks, of which the
// last to finish adds up what all have found: in a fixed order, whichever it is.

using Index = long long;

constexpr int lanes = 32, warps = 8, vector = 8;
constexpr int width = lanes * vector; // columns of a block, and its threads
static_assert(width == lanes * warps);

struct alignas(16) Pack {
    unsigned short values[vector];
};

// Blocks: parts for each 256 columns. shares: float [parts, columns]; finished: a number for each 256 columns,
// 0 before and after. columns: a multiple of 8.
extern "C" __global__ void __launch_bounds__(width)
    columnSums(const unsigned short* x, float* shares, unsigned* finished, float* sums, Index rows, int columns,
               int parts) {
    const int lane = threadIdx.x % lanes, warp = threadIdx.x / lanes;
    const int group = blockIdx.x / parts, part = blockIdx.x % parts;
    const int first = group * width + lane * vector; // column of this lane
    float found[vector] = {};
    if (first < columns)
#pragma unroll 4
        for (Index row = static_cast<Index>(part) * warps + warp; row < rows; row += static_cast<Index>(parts) * warps) {
            const Pack pack = *reinterpret_cast<const Pack*>(x + row * columns + first);
#pragma unroll
            for (int v = 0; v < vector; ++v) found[v] += __uint_as_float(static_cast<unsigned>(pack.values[v]) << 16);
        }
    __shared__ float shared[warps][width];
#pragma unroll
    for (int v = 0; v < vector; ++v) shared[warp][lane * vector + v] = found[v];
    __syncthreads();
    const int column = group * width + threadIdx.x; // of this thread from here on
    float sum = 0;
    for (int w = 0; w < warps; ++w) sum += shared[w][threadIdx.x];
    if (column < columns) shares[static_cast<Index>(part) * columns + column] = sum;

    __shared__ bool last;
    __threadfence();
    __syncthreads();
    if (threadIdx.x == 0) last = atomicAdd(finished + group, 1u) == static_cast<unsigned>(parts) - 1;
    __syncthreads();
    if (!last) return;
    __threadfence();
    float all = 0;
    if (column < columns) {
#pragma unroll 8
        for (int p = 0; p < parts; ++p) all += __ldcg(shares + static_cast<Index>(p) * columns + column);
        sums[column] = all;
    }
    if (threadIdx.x == 0) finished[group] = 0;
}
