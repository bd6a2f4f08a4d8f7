#pragma once
// Runs the source of a kernel for cards on the CPU: included behind this, and started by runBlocks(), with a
// thread of the CPU for each of a block's. Slow, but any machine can tell whether the arithmetic is right.
#include <barrier>
#include <bit>
#include <cstdint>
#include <memory>
#include <thread>
#include <vector>

namespace espalier::test::card {

constexpr unsigned lanesOfWarp = 32;

struct Place {
    unsigned x = 0;
};
inline thread_local Place threadIdx, blockIdx, gridDim;

// What the threads of the present block wait at, and hand each other through.
struct Block {
    explicit Block(unsigned threads) : all(threads), exchanged(threads) {
        for (unsigned first = 0; first < threads; first += lanesOfWarp)
            warps.push_back(std::make_unique<std::barrier<>>(lanesOfWarp));
    }
    std::barrier<> all;
    std::vector<std::unique_ptr<std::barrier<>>> warps;
    std::vector<float> exchanged;
};
inline Block* block = nullptr;

inline void __syncthreads() {
    block->all.arrive_and_wait();
}
inline void __threadfence() {}
inline float __ldcg(const float* from) {
    return *from;
}
inline unsigned atomicAdd(unsigned* to, unsigned more) {
    return __atomic_fetch_add(to, more, __ATOMIC_SEQ_CST);
}
inline float __shfl_xor_sync(unsigned, float mine, int other) {
    auto& warp = *block->warps[threadIdx.x / lanesOfWarp];
    block->exchanged[threadIdx.x] = mine;
    warp.arrive_and_wait();
    const float theirs = block->exchanged[threadIdx.x ^ static_cast<unsigned>(other)];
    warp.arrive_and_wait();
    return theirs;
}
inline float __uint_as_float(unsigned bits) {
    return std::bit_cast<float>(bits);
}
inline unsigned __float_as_uint(float number) {
    return std::bit_cast<unsigned>(number);
}

// Blocks one after the other, the last first: none may rely on the order.
template<class Kernel>
void runBlocks(unsigned blocks, unsigned threads, const Kernel& kernel) {
    for (unsigned b = blocks; b-- > 0;) {
        Block present(threads);
        block = &present;
        std::vector<std::jthread> team;
        for (unsigned t = 0; t < threads; ++t)
            team.emplace_back([&, b, t] {
                threadIdx = {t}, blockIdx = {b}, gridDim = {blocks};
                kernel();
            });
    }
}

} // namespace espalier::test::card

#define __device__
#define __global__
#define __shared__ static
#define __launch_bounds__(threads)
