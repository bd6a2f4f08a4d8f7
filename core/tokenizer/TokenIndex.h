#pragma once
// From a token's bytes to its id: open addressing, 8 bytes a slot, so that a vocabulary's index stays in the
// cache. The hash (FNV-1a, 64 bit) grows byte by byte: one pass over a word gives that of every prefix.
#include <cstdint>
#include <string_view>
#include <vector>

namespace espalier {

class TokenIndex {
public:
    static constexpr std::uint64_t emptyHash = 0xCBF29CE484222325ull; // FNV offset basis
    static std::uint64_t extend(std::uint64_t hash, char c) {
        return (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ull; // FNV prime
    }
    static std::uint64_t hashOf(std::string_view bytes) {
        std::uint64_t hash = emptyHash;
        for (const char c : bytes) hash = extend(hash, c);
        return hash;
    }

    explicit TokenIndex(std::size_t expected = 0);

    // False where the key is there already. The bytes behind it must outlive the index.
    bool insert(std::string_view key, std::int32_t id);

    std::int32_t find(std::string_view key) const { return find(key, hashOf(key)); }
    std::int32_t find(std::string_view key, std::uint64_t hash) const; // -1: no such token

    std::size_t longestKey() const { return longestKey_; } // bytes

private:
    struct Slot {
        std::uint32_t tag;
        std::int32_t entry = -1;
    };
    struct Entry {
        std::string_view key;
        std::int32_t id;
    };
    std::size_t slotOf(std::string_view key, std::uint64_t hash) const; // its slot, or the free one for it

    std::vector<Slot> slots_; // a power of two, at most half full
    std::vector<Entry> entries_;
    std::size_t longestKey_ = 0;
};

} // namespace espalier
