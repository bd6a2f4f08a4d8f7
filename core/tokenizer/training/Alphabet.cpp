#include "core/tokenizer/training/Alphabet.h"

#include "core/base/Text.h"

#include <algorithm>
#include <limits>
#include <unordered_map>

namespace espalier {

std::vector<char32_t> alphabetOf(std::span<const CountedWord> words, std::span<const char32_t> always,
                                 std::size_t limit) {
    std::unordered_map<char32_t, std::int64_t> counts;
    for (const auto& word : words)
        for (std::size_t i = 0; i < word.text.size();) counts[nextCodePoint(word.text, i)] += word.count;
    for (const char32_t c : always) counts[c] = std::numeric_limits<std::int64_t>::max();

    std::vector<std::pair<char32_t, std::int64_t>> kept(counts.begin(), counts.end());
    std::sort(kept.begin(), kept.end(), [](const auto& a, const auto& b) {
        return a.second != b.second ? a.second > b.second : a.first < b.first;
    });
    if (limit > 0 && kept.size() > limit) kept.resize(limit);
    std::vector<char32_t> alphabet;
    for (const auto& [c, count] : kept) alphabet.push_back(c);
    std::sort(alphabet.begin(), alphabet.end());
    return alphabet;
}

} // namespace espalier
