#include "core/tokenizer/training/WordTable.h"

#include <algorithm>
#include <functional>

namespace espalier {

namespace {

std::uint64_t hashOf(std::string_view word) {
    return std::hash<std::string_view>()(word);
}

} // namespace

WordTable::Slot& WordTable::slotOf(std::string_view word, std::uint64_t hash) {
    const auto tag = static_cast<std::uint32_t>(hash >> 32);
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t i = hash & mask;; i = (i + 1) & mask) {
        Slot& slot = slots_[i];
        if (slot.entry == 0 || (slot.tag == tag && textOf(entries_[slot.entry - 1]) == word)) return slot;
    }
}

void WordTable::grow() {
    std::vector<Slot> larger(2 * slots_.size());
    const std::size_t mask = larger.size() - 1;
    for (std::size_t entry = 0; entry < entries_.size(); ++entry) {
        std::size_t i = entries_[entry].hash & mask;
        while (larger[i].entry != 0) i = (i + 1) & mask;
        larger[i] = {static_cast<std::uint32_t>(entries_[entry].hash >> 32),
                     static_cast<std::uint32_t>(entry + 1)};
    }
    slots_ = std::move(larger);
}

void WordTable::addHashed(std::string_view word, std::uint64_t hash, std::int64_t count) {
    Slot& slot = slotOf(word, hash);
    if (slot.entry != 0) {
        entries_[slot.entry - 1].count += count;
        return;
    }
    entries_.push_back({hash, text_.size(), static_cast<std::uint32_t>(word.size()), count});
    text_.append(word);
    slot = {static_cast<std::uint32_t>(hash >> 32), static_cast<std::uint32_t>(entries_.size())};
    if (2 * entries_.size() > slots_.size()) grow();
}

void WordTable::add(std::string_view word, std::int64_t count) {
    addHashed(word, hashOf(word), count);
}

void WordTable::add(const WordTable& other) {
    for (const Entry& entry : other.entries_) addHashed(other.textOf(entry), entry.hash, entry.count);
}

void WordTable::addKnown(const WordTable& other) {
    for (const Entry& entry : other.entries_)
        if (const Slot& slot = slotOf(other.textOf(entry), entry.hash); slot.entry != 0)
            entries_[slot.entry - 1].count += entry.count;
}

void WordTable::clear() {
    std::fill(slots_.begin(), slots_.end(), Slot());
    entries_.clear();
    text_.clear();
}

std::int64_t WordTable::occurrences() const {
    std::int64_t sum = 0;
    for (const Entry& entry : entries_) sum += entry.count;
    return sum;
}

std::vector<CountedWord> WordTable::sorted() const {
    std::vector<CountedWord> words;
    words.reserve(entries_.size());
    for (const Entry& entry : entries_) words.push_back({textOf(entry), entry.count});
    std::sort(words.begin(), words.end(), [](const auto& a, const auto& b) { return a.text < b.text; });
    return words;
}

} // namespace espalier
