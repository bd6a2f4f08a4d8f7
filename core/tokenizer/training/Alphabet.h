#pragma once
// The characters of words: every vocabulary begins with them.
#include "core/tokenizer/training/WordTable.h"

#include <span>

namespace espalier {

// By code point. With a limit above 0 only so many, the most frequent; those of `always` come before any.
std::vector<char32_t> alphabetOf(std::span<const CountedWord> words, std::span<const char32_t> always,
                                 std::size_t limit);

} // namespace espalier
