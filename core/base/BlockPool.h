#pragma once
// Large blocks of memory that are kept for the next taker. A step of training frees and takes the same blocks
// again and again, of sizes that differ a little with its texts. malloc either hands such blocks back to the
// system, which clears every page anew, or keeps them in a heap, where many sizes leave gaps.
#include <cstddef>
#include <mutex>
#include <unordered_map>
#include <vector>

namespace espalier {

// Holds no more than the most that was in use at once since the last giveBack() and some spare bytes, but for
// what taken blocks are larger than asked for, a quarter at most. May be used by several threads.
class BlockPool {
public:
    explicit BlockPool(std::size_t spare = 0) : spare_(spare) {}
    BlockPool(const BlockPool&) = delete;
    BlockPool& operator=(const BlockPool&) = delete;
    ~BlockPool() { giveBack(); } // what is still taken stays

    // A block of so many bytes or more, at the beginning of a page; nullptr where the system has none.
    void* take(std::size_t bytes);
    // Back for the next taker; false if it isn't one of the pool's.
    bool put(void* block) noexcept;
    // Hands what is free to the system.
    void giveBack() noexcept;

    struct Figures {
        std::size_t held = 0;  // bytes, taken or free
        std::size_t asked = 0; // for those taken, in whole pages
    };
    Figures figures() const;

private:
    struct Free {
        void* start;
        std::size_t size;
    };
    struct Taken {
        std::size_t size, asked;
    };

    void* reuse(std::size_t bytes);
    void* makeAnew(std::size_t bytes);
    void unmapFree() noexcept;

    const std::size_t spare_;
    mutable std::mutex mutex_;
    std::vector<Free> free_; // in the order in which they were put back
    std::unordered_map<void*, Taken> taken_;
    std::size_t held_ = 0, asked_ = 0, mostAsked_ = 0;
};

// The one that tensors of the process live in.
BlockPool& largeBlocks();

} // namespace espalier
