#include "core/tokenizer/TokenIndex.h"

#include <algorithm>
#include <bit>

namespace espalier {

TokenIndex::TokenIndex(std::size_t expected) : slots_(std::bit_ceil(2 * expected + 2)) {
    entries_.reserve(expected);
}

std::size_t TokenIndex::slotOf(std::string_view key, std::uint64_t hash) const {
    const auto tag = static_cast<std::uint32_t>(hash >> 32);
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t i = (hash ^ hash >> 32) & mask;; i = (i + 1) & mask) {
        const Slot& slot = slots_[i];
        if (slot.entry < 0) return i;
        if (slot.tag == tag && entries_[static_cast<std::size_t>(slot.entry)].key == key) return i;
    }
}

bool TokenIndex::insert(std::string_view key, std::int32_t id) {
    if (2 * (entries_.size() + 1) > slots_.size()) {
        TokenIndex larger(2 * entries_.size() + 1);
        for (const Entry& entry : entries_) larger.insert(entry.key, entry.id);
        *this = std::move(larger);
    }
    const std::uint64_t hash = hashOf(key);
    Slot& slot = slots_[slotOf(key, hash)];
    if (slot.entry >= 0) return false;
    slot = {static_cast<std::uint32_t>(hash >> 32), static_cast<std::int32_t>(entries_.size())};
    entries_.push_back({key, id});
    longestKey_ = std::max(longestKey_, key.size());
    return true;
}

std::int32_t TokenIndex::find(std::string_view key, std::uint64_t hash) const {
    const Slot& slot = slots_[slotOf(key, hash)];
    return slot.entry < 0 ? -1 : entries_[static_cast<std::size_t>(slot.entry)].id;
}

} // namespace espalier
