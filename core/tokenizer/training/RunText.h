#pragma once
// Words as one row of characters, numbered by the alphabet: what a suffix array is built over.
#include "core/tokenizer/training/WordTable.h"

#include <span>

namespace espalier {

struct RunText {
    // A piece's probability times those of others must fit into a double, whatever the word: longer ones are
    // cut.
    static constexpr std::size_t longestRun = 40;
    static constexpr std::uint32_t end = 0; // stands behind each run

    struct Run {
        std::size_t begin;
        std::uint32_t length; // characters
        std::int64_t count;
    };
    std::vector<char32_t> alphabet;     // symbol s is alphabet[s - 1]
    std::vector<std::uint32_t> symbols; // of all runs
    std::vector<Run> runs;

    // Words are cut at characters that the alphabet hasn't.
    RunText(std::span<const CountedWord> words, std::vector<char32_t> characters);
    std::string text(std::size_t begin, std::uint32_t length) const;
};

} // namespace espalier
