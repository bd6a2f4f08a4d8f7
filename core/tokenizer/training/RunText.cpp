#include "core/tokenizer/training/RunText.h"

#include "core/base/Text.h"

#include <unordered_map>

namespace espalier {

RunText::RunText(std::span<const CountedWord> words, std::vector<char32_t> characters)
    : alphabet(std::move(characters)) {
    std::unordered_map<char32_t, std::uint32_t> numbers;
    for (const char32_t c : alphabet) numbers.emplace(c, static_cast<std::uint32_t>(numbers.size() + 1));
    for (const auto& word : words) {
        std::size_t begin = symbols.size();
        const auto endRun = [&] {
            const auto length = static_cast<std::uint32_t>(symbols.size() - begin);
            if (length == 0) return;
            runs.push_back({begin, length, word.count});
            symbols.push_back(end);
            begin = symbols.size();
        };
        for (std::size_t i = 0; i < word.text.size();) {
            const auto known = numbers.find(nextCodePoint(word.text, i));
            if (known == numbers.end() || symbols.size() - begin == longestRun) endRun();
            if (known != numbers.end()) symbols.push_back(known->second);
        }
        endRun();
    }
}

std::string RunText::text(std::size_t begin, std::uint32_t length) const {
    std::string text;
    for (std::size_t i = begin; i < begin + length; ++i) appendUtf8(text, alphabet[symbols[i] - 1]);
    return text;
}

} // namespace espalier
