#include "core/base/BlockPool.h"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

namespace espalier {

namespace {

std::size_t inWholePages(std::size_t bytes) {
    static const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
    return (std::max<std::size_t>(1, bytes) + page - 1) / page * page;
}

void* map(std::size_t bytes) noexcept {
    void* block = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return block == MAP_FAILED ? nullptr : block;
}

// The pages of a block with some more or some fewer: those that stay needn't be cleared. nullptr leaves it as
// it was.
void* resized([[maybe_unused]] void* block, [[maybe_unused]] std::size_t from,
              [[maybe_unused]] std::size_t to) noexcept {
#ifdef __linux__
    void* moved = ::mremap(block, from, to, MREMAP_MAYMOVE);
    return moved == MAP_FAILED ? nullptr : moved;
#else
    return nullptr;
#endif
}

} // namespace

void* BlockPool::take(std::size_t bytes) {
    const auto asked = inWholePages(bytes);
    if (asked < bytes) return nullptr; // more than there are addresses
    const std::lock_guard lock(mutex_);
    free_.reserve(free_.size() + taken_.size() + 1); // putting back may not fail
    const auto before = std::exchange(mostAsked_, std::max(mostAsked_, asked_ + asked));
    void* block = reuse(asked);
    if (!block) block = makeAnew(asked);
    if (block)
        asked_ += asked;
    else
        mostAsked_ = before;
    return block;
}

// The smallest that suffices, unless more than a quarter would lie idle.
void* BlockPool::reuse(std::size_t bytes) {
    auto best = free_.end();
    for (auto it = free_.begin(); it != free_.end(); ++it)
        if (it->size >= bytes && it->size - bytes <= bytes / 4 &&
            (best == free_.end() || it->size < best->size))
            best = it;
    if (best == free_.end()) return nullptr;
    const auto [start, size] = *best;
    taken_.emplace(start, Taken{size, bytes});
    free_.erase(best);
    return start;
}

// In the place of those that nobody took for longest, as far as there may not be more.
void* BlockPool::makeAnew(std::size_t bytes) {
    void* block = nullptr;
    while (!block && !free_.empty() && held_ + bytes > mostAsked_ + spare_) {
        const auto [start, size] = free_.front();
        free_.erase(free_.begin());
        held_ -= size;
        if (held_ + bytes <= mostAsked_ + spare_ || free_.empty()) block = resized(start, size, bytes);
        if (!block) ::munmap(start, size);
    }
    if (!block) block = map(bytes);
    if (!block && !free_.empty()) {
        unmapFree();
        block = map(bytes);
    }
    if (!block) return nullptr;
    held_ += bytes;
    taken_.emplace(block, Taken{bytes, bytes});
    return block;
}

bool BlockPool::put(void* block) noexcept {
    const std::lock_guard lock(mutex_);
    const auto it = taken_.find(block);
    if (it == taken_.end()) return false;
    free_.push_back({block, it->second.size});
    asked_ -= it->second.asked;
    taken_.erase(it);
    return true;
}

void BlockPool::giveBack() noexcept {
    const std::lock_guard lock(mutex_);
    unmapFree();
    mostAsked_ = asked_;
}

void BlockPool::unmapFree() noexcept {
    for (const auto& [start, size] : free_) {
        ::munmap(start, size);
        held_ -= size;
    }
    free_.clear();
}

BlockPool::Figures BlockPool::figures() const {
    const std::lock_guard lock(mutex_);
    return {held_, asked_};
}

BlockPool& largeBlocks() {
    // Room for each size that a block of prediction takes in turn, of BERT-base's too: without it nothing is
    // held beyond the weights and two of them, and every page is cleared anew (tests/bench/README.md).
    constexpr std::size_t spare = 16 << 20;
    static auto& pool = *new BlockPool(spare); // tensors may live longer than anything else
    return pool;
}

} // namespace espalier
