#pragma once
// From two ids to a rank and the id of both joined: open addressing, 16 bytes a slot.
#include <bit>
#include <cstdint>
#include <vector>

namespace espalier {

class PairTable {
public:
    struct Entry {
        std::int32_t rank = -1;
        std::int32_t joined = -1;
    };

    explicit PairTable(std::size_t expected = 0) : slots_(std::bit_ceil(2 * expected + 2)) {}

    // At most as many as were expected. The later one of equal pairs counts.
    void insert(std::int32_t first, std::int32_t second, Entry entry) {
        slots_[slotOf(keyOf(first, second))] = {keyOf(first, second), entry};
    }

    const Entry* find(std::int32_t first, std::int32_t second) const { // null: no such pair
        const Slot& slot = slots_[slotOf(keyOf(first, second))];
        return slot.key == emptyKey ? nullptr : &slot.entry;
    }

private:
    static constexpr std::uint64_t emptyKey = ~std::uint64_t{0};
    struct Slot {
        std::uint64_t key = emptyKey;
        Entry entry;
    };
    static std::uint64_t keyOf(std::int32_t first, std::int32_t second) {
        return std::uint64_t{static_cast<std::uint32_t>(first)} << 32 | static_cast<std::uint32_t>(second);
    }
    std::size_t slotOf(std::uint64_t key) const { // its slot, or the free one for it
        const std::size_t mask = slots_.size() - 1;
        const std::uint64_t hash = key * 0x9E3779B97F4A7C15ull; // Knuth's multiplicative hash
        for (std::size_t i = (hash >> 32) & mask;; i = (i + 1) & mask)
            if (slots_[i].key == key || slots_[i].key == emptyKey) return i;
    }

    std::vector<Slot> slots_; // a power of two, at most half full
};

} // namespace espalier
