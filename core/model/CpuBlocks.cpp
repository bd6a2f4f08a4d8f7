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

class PooledAllocator final : public c10::Allocator {
public:
    explicit PooledAllocator(c10::Allocator& usual) : usual_(usual) { installed = this; }

    c10::DataPtr allocate(std::size_t bytes) override {
        void* block = bytes < largeBytes ? nullptr : largeBlocks().take(bytes);
        if (!block) return usual_.allocate(bytes); // where there is no memory it says so
        return {block, block, &put, c10::Device(c10::kCPU)};
    }
    c10::DeleterFnPtr raw_deleter() const override { return &putAny; }
    void copy_data(void* to, const void* from, std::size_t bytes) const override {
        usual_.copy_data(to, from, bytes);
    }

private:
    static void put(void* block) { largeBlocks().put(block); }
    static void putAny(void* block) {
        if (!largeBlocks().put(block)) installed->usual_.raw_deallocate(block);
    }

    static inline PooledAllocator* installed = nullptr;
    c10::Allocator& usual_;
};

// As this library is loaded: later another thread may be taking memory.
[[maybe_unused]] const bool once = [] {
    if (pooled) c10::SetCPUAllocator(new PooledAllocator(*c10::GetCPUAllocator()));
    return pooled;
}();

} // namespace

} // namespace espalier
