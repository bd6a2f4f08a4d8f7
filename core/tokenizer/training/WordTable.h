#pragma once
// Words and how often each occurs: what a vocabulary is trained on in place of the texts. Open addressing,
// the words' bytes one behind the other.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace espalier {

struct CountedWord {
    std::string_view text;
    std::int64_t count = 0;
};

class WordTable {
public:
    WordTable() : slots_(1024) {}

    void add(std::string_view word, std::int64_t count);
    void add(const WordTable& other);
    void addKnown(const WordTable& other); // words that are new are left out
    void clear();                          // keeps its memory

    std::size_t size() const { return entries_.size(); }
    std::size_t bytes() const { return text_.size(); }
    std::int64_t occurrences() const; // of all words
    // By bytes: the same however the words came in. Views into the table.
    std::vector<CountedWord> sorted() const;

private:
    struct Slot {
        std::uint32_t tag = 0;
        std::uint32_t entry = 0; // from 1; 0: free
    };
    struct Entry {
        std::uint64_t hash;
        std::size_t begin;
        std::uint32_t length;
        std::int64_t count;
    };
    std::string_view textOf(const Entry& entry) const { return {text_.data() + entry.begin, entry.length}; }
    Slot& slotOf(std::string_view word, std::uint64_t hash); // its slot, or the free one for it
    void addHashed(std::string_view word, std::uint64_t hash, std::int64_t count);
    void grow();

    std::vector<Slot> slots_; // a power of two, at most half full
    std::vector<Entry> entries_;
    std::string text_;
};

} // namespace espalier
