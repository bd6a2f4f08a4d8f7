#pragma once
// Finds all tokens that a text begins with in one walk. An edge is a slot of one table (open addressing, 8
// bytes): a vocabulary of 250,000 tokens takes some 16 MB.
#include <bit>
#include <cstdint>
#include <string_view>
#include <vector>

namespace espalier {

class Trie {
public:
    // keyBytes: an upper bound of the bytes of all keys.
    explicit Trie(std::size_t keyBytes = 0) : edges_(std::bit_ceil(2 * keyBytes + 2)), values_(1, -1) {}

    void insert(std::string_view key, std::int32_t value) {
        std::uint32_t node = 0;
        for (const char c : key) {
            Edge& edge = edges_[slotOf(keyOf(node, c))];
            if (edge.child == 0) {
                edge = {keyOf(node, c), static_cast<std::uint32_t>(values_.size())};
                values_.push_back(-1);
            }
            node = edge.child;
        }
        values_[node] = value;
    }

    // found(length, value) for each key that `text` begins with, the shortest first.
    template<class Found>
    void prefixes(std::string_view text, Found&& found) const {
        std::uint32_t node = 0;
        for (std::size_t length = 0; length < text.size();) {
            node = edges_[slotOf(keyOf(node, text[length]))].child;
            if (node == 0) return;
            ++length;
            if (values_[node] >= 0) found(length, values_[node]);
        }
    }

private:
    struct Edge {
        std::uint32_t key = 0;
        std::uint32_t child = 0; // 0, the root: a free slot
    };
    static std::uint32_t keyOf(std::uint32_t node, char c) { // nodes are fewer than 2^24
        return node << 8 | static_cast<unsigned char>(c);
    }
    std::size_t slotOf(std::uint32_t key) const { // its slot, or the free one for it
        const std::size_t mask = edges_.size() - 1;
        const std::uint64_t hash = key * 0x9E3779B97F4A7C15ull; // Knuth's multiplicative hash
        for (std::size_t i = (hash >> 32) & mask;; i = (i + 1) & mask)
            if (edges_[i].child == 0 || edges_[i].key == key) return i;
    }

    std::vector<Edge> edges_; // a power of two, at most half full
    std::vector<std::int32_t> values_;
};

} // namespace espalier
