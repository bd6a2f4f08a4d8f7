// Large tensors on the CPU live in blocks of a pool (BlockPool.h) instead of malloc's.
#include "core/base/BlockPool.h"

#include <c10/core/CPUAllocator.h>

namespace espalier {

namespace {

#ifdef __SANITIZE_ADDRESS__
constexpr bool pooled = false; // it sees the ends of malloc's blocks only
#else
constexpr bool pooled = true;
#endif

constexpr std::size_t largeBytes = 1 << 20; // smaller ones hardly leave gaps, and are many

c10::Allocator& usual() {
    return *c10::GetDefaultCPUAllocator();
}

class PooledAllocator final : public c10::Allocator {
public:
    c10::DataPtr allocate(std::size_t bytes) override {
        void* block = bytes < largeBytes ? nullptr : largeBlocks().take(bytes);
        if (!block) return usual().allocate(bytes); // where there is no memory it says so
        return {block, block, &put, c10::Device(c10::kCPU)};
    }
    c10::DeleterFnPtr raw_deleter() const override { return &putAny; }
    void copy_data(void* to, const void* from, std::size_t bytes) const override {
        usual().copy_data(to, from, bytes);
    }

private:
    static void put(void* block) { largeBlocks().put(block); }
    static void putAny(void* block) {
        if (!largeBlocks().put(block)) usual().raw_deallocate(block);
    }
};

// As this library is loaded: later another thread may be taking memory.
[[maybe_unused]] const bool once = [] {
    if (pooled) c10::SetCPUAllocator(new PooledAllocator);
    return pooled;
}();

} // namespace

} // namespace espalier
