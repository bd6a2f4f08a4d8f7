#pragma once
// How often each pair of neighbouring pieces occurs: open addressing, 24 bytes a slot.
#include <bit>
#include <cstdint>
#include <vector>

namespace espalier {

using PiecePair = std::uint64_t; // the first id above, the second below: ordered as (first, second)

inline PiecePair pairOf(std::int32_t first, std::int32_t second) {
    return static_cast<PiecePair>(first) << 32 | static_cast<std::uint32_t>(second);
}
inline std::int32_t firstOf(PiecePair pair) {
    return static_cast<std::int32_t>(pair >> 32);
}
inline std::int32_t secondOf(PiecePair pair) {
    return static_cast<std::int32_t>(pair & 0xFFFFFFFFu);
}

class PairCounts {
public:
    struct Entry {
        PiecePair pair = none;
        std::int64_t count = 0;
        std::int32_t places = -1; // list of the words where it has come to be; -1: none waits
    };

    PairCounts() : slots_(1 << 12) {}

    // The pair's entry, made where missing; valid until the next call.
    Entry& operator[](PiecePair pair) {
        Entry* slot = &slotOf(pair);
        if (slot->pair == none) {
            if (2 * ++size_ > slots_.size()) {
                grow();
                slot = &slotOf(pair);
            }
            slot->pair = pair;
        }
        return *slot;
    }

private:
    static constexpr PiecePair none = ~PiecePair{0}; // ids are below 2^31

    Entry& slotOf(PiecePair pair) {
        const std::size_t mask = slots_.size() - 1;
        const std::uint64_t hash = pair * 0x9E3779B97F4A7C15ull; // Knuth's multiplicative hash
        for (std::size_t i = (hash >> 29) & mask;; i = (i + 1) & mask)
            if (slots_[i].pair == none || slots_[i].pair == pair) return slots_[i];
    }
    void grow() {
        std::vector<Entry> old(2 * slots_.size());
        std::swap(old, slots_);
        for (const Entry& entry : old)
            if (entry.pair != none) slotOf(entry.pair) = entry;
    }

    std::vector<Entry> slots_; // a power of two, at most half full
    std::size_t size_ = 0;
};

} // namespace espalier
