// LayerNorm(dropout(x) + residual) and its gradients for rows of DIM numbers, stored as float32 or, with
// BF16, in 16 bits; as ../ResidualNorm.cpp does it on the CPU, masks included. A warp takes a row, of which
// each of its lanes keeps a share in registers.
// Compiled when it is first needed, for one DIM; VECTOR: numbers that a lane reads at once.

using Index = long long;
#if BF16
using Stored = unsigned short;
#else
using Stored = float;
#endif

constexpr int lanes = 32;
constexpr int warps = 4; // of a block
constexpr int packs = (DIM + lanes * VECTOR - 1) / (lanes * VECTOR);

struct alignas(sizeof(Stored) * VECTOR) Pack {
    Stored values[VECTOR];
};

__device__ inline float widen(float x) {
    return x;
}
__device__ inline float widen(unsigned short x) {
    return __uint_as_float(static_cast<unsigned>(x) << 16);
}
__device__ inline void narrow(float x, float& out) {
    out = x;
}
// Rounds to nearest, ties to even.
__device__ inline void narrow(float x, unsigned short& out) {
    const unsigned bits = __float_as_uint(x);
    out = x != x ? 0x7FC0 : static_cast<unsigned short>((bits + 0x7FFFu + (bits >> 16 & 1u)) >> 16);
}

// As in ../Lanes.h.
__device__ inline unsigned hashed(unsigned x) {
    x ^= x >> 16;
    x *= 0x7feb352du;
    x ^= x >> 15;
    x *= 0x846ca68bu;
    x ^= x >> 16;
    return x;
}

struct Dropout {
    unsigned threshold;
    float scale;
    unsigned seed;
};
__device__ inline unsigned rowSeed(const Dropout& dropout, Index row) {
    return hashed(dropout.seed ^ (static_cast<unsigned>(row) * 0x9E3779B9u));
}
__device__ inline float keepFactor(const Dropout& dropout, unsigned seed, int column) {
    return hashed(seed + static_cast<unsigned>(column)) >= dropout.threshold ? dropout.scale : 0.0f;
}

__device__ inline float warpSum(float x) {
    for (int other = lanes / 2; other > 0; other /= 2) x += __shfl_xor_sync(0xFFFFFFFFu, x, other);
    return x;
}

__device__ inline Pack load(const Stored* from) {
    return *reinterpret_cast<const Pack*>(from);
}
__device__ inline void store(Stored* to, const Pack& pack) {
    *reinterpret_cast<Pack*>(to) = pack;
}

// Calls work(pack, column) for the columns that this lane keeps.
template<class Work>
__device__ inline void forEachPack(int lane, const Work& work) {
#pragma unroll
    for (int p = 0; p < packs; ++p) {
        const int column = (p * lanes + lane) * VECTOR;
        if (DIM % (lanes * VECTOR) == 0 || column < DIM) work(p, column);
    }
}

// residual may be null. statistics: mean and 1 / deviation of each row. Blocks: rows / warps.
extern "C" __global__ void __launch_bounds__(warps* lanes)
    normForward(const Stored* x, const Stored* residual, const float* weight, const float* bias, Stored* sum,
                Stored* y, float* statistics, Index rows, float epsilon, Dropout dropout) {
    const int lane = threadIdx.x % lanes;
    const Index row = static_cast<Index>(blockIdx.x) * warps + threadIdx.x / lanes;
    if (row >= rows) return;
    const unsigned seed = rowSeed(dropout, row);
    float s[packs][VECTOR];
    float total = 0;
    forEachPack(lane, [&](int p, int column) {
        Pack in = load(x + row * DIM + column), rest{};
        if (residual) rest = load(residual + row * DIM + column);
#pragma unroll
        for (int v = 0; v < VECTOR; ++v) {
            const float kept = dropout.threshold ? keepFactor(dropout, seed, column + v) : 1.0f;
            narrow(widen(in.values[v]) * kept + (residual ? widen(rest.values[v]) : 0.0f), in.values[v]);
            s[p][v] = widen(in.values[v]);
            total += s[p][v];
        }
        store(sum + row * DIM + column, in);
    });
    const float mean = warpSum(total) / DIM;
    float squares = 0;
    forEachPack(lane, [&](int p, int) {
#pragma unroll
        for (int v = 0; v < VECTOR; ++v) squares += (s[p][v] - mean) * (s[p][v] - mean);
    });
    const float inverse = 1.0f / sqrtf(warpSum(squares) / DIM + epsilon);
    forEachPack(lane, [&](int p, int column) {
        Pack out;
#pragma unroll
        for (int v = 0; v < VECTOR; ++v)
            narrow((s[p][v] - mean) * inverse * weight[column + v] + bias[column + v], out.values[v]);
        store(y + row * DIM + column, out);
    });
    if (lane == 0) {
        statistics[2 * row] = mean;
        statistics[2 * row + 1] = inverse;
    }
}

// dSum also is the residual's gradient; dX is null where it is the same (no dropout). weightBias
// [blocks, 2, DIM]: what the rows of a block add to the gradients of weight and bias, in a fixed order.
extern "C" __global__ void __launch_bounds__(warps* lanes)
    normBackward(const Stored* sum, const float* statistics, const float* weight, const Stored* dY,
                 Stored* dSum, Stored* dX, float* weightBias, Index rows, Dropout dropout) {
    const int lane = threadIdx.x % lanes, warp = threadIdx.x / lanes;
    float dWeight[packs][VECTOR] = {}, dBias[packs][VECTOR] = {};
    for (Index row = static_cast<Index>(blockIdx.x) * warps + warp; row < rows;
         row += static_cast<Index>(gridDim.x) * warps) {
        const float mean = statistics[2 * row], inverse = statistics[2 * row + 1];
        float along[packs][VECTOR], slope[packs][VECTOR]; // x̂; g w
        float slopes = 0, slopesAlong = 0;
        forEachPack(lane, [&](int p, int column) {
            const Pack s = load(sum + row * DIM + column), g = load(dY + row * DIM + column);
#pragma unroll
            for (int v = 0; v < VECTOR; ++v) {
                const float gradient = widen(g.values[v]);
                along[p][v] = (widen(s.values[v]) - mean) * inverse;
                slope[p][v] = gradient * weight[column + v];
                slopes += slope[p][v];
                slopesAlong += slope[p][v] * along[p][v];
                dWeight[p][v] += gradient * along[p][v];
                dBias[p][v] += gradient;
            }
        });
        slopes = warpSum(slopes) / DIM;
        slopesAlong = warpSum(slopesAlong) / DIM;
        const unsigned seed = rowSeed(dropout, row);
        forEachPack(lane, [&](int p, int column) {
            Pack out;
#pragma unroll
            for (int v = 0; v < VECTOR; ++v)
                narrow(inverse * (slope[p][v] - slopes - along[p][v] * slopesAlong), out.values[v]);
            store(dSum + row * DIM + column, out);
            if (!dX) return;
#pragma unroll
            for (int v = 0; v < VECTOR; ++v)
                narrow(widen(out.values[v]) * keepFactor(dropout, seed, column + v), out.values[v]);
            store(dX + row * DIM + column, out);
        });
    }
    __shared__ float shared[2][DIM];
    for (int turn = 0; turn < warps; ++turn) {
        if (warp == turn)
            forEachPack(lane, [&](int p, int column) {
#pragma unroll
                for (int v = 0; v < VECTOR; ++v) {
                    shared[0][column + v] = dWeight[p][v] + (turn ? shared[0][column + v] : 0.0f);
                    shared[1][column + v] = dBias[p][v] + (turn ? shared[1][column + v] : 0.0f);
                }
            });
        __syncthreads();
    }
    for (int i = threadIdx.x; i < 2 * DIM; i += warps * lanes)
        weightBias[static_cast<Index>(blockIdx.x) * 2 * DIM + i] = shared[i / DIM][i % DIM];
}
