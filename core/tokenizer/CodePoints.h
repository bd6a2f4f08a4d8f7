#pragma once
// What a code point is to the reference tokenizers (Hugging Face `tokenizers`), whose tables are those of
// older Unicode versions than ICU's: a character that came later must count as unassigned here too, or ids
// would differ from those a model was trained on.
#include <cstdint>
#include <span>

namespace espalier {

namespace codepoint {
inline constexpr std::uint8_t space = 1;       // White_Space
inline constexpr std::uint8_t control = 2;     // Cc, Cf, Co, but not tab, line feed and carriage return
inline constexpr std::uint8_t punctuation = 4; // P*, and every ASCII character that is neither
inline constexpr std::uint8_t ideograph = 8;   // the CJK ranges of BERT
inline constexpr std::uint8_t mark = 16;       // Mn
inline constexpr std::uint8_t reorders = 32;   // decomposes, or has a combining class
inline constexpr std::uint8_t uppercase = 64;  // has another lower case
inline constexpr std::uint8_t variant = 128;   // has a compatibility decomposition of its own
} // namespace codepoint

// The flags above; `c` at most U+10FFFF.
std::uint8_t propertiesOf(char32_t c);

// What \w of a regular expression matches: letters, marks, digits, connectors, joiners.
bool isWordCharacter(char32_t c);

// Full lower case of one character: one code point, two for U+0130. Writes to `out`, returns how many.
int lowercaseOf(char32_t c, std::span<char32_t, 2> out);

// Letters and numbers (L*, N*) as the reference's regular expressions know them.
bool isLetter(char32_t c);
bool isNumber(char32_t c);

// M*: what stripping accents takes away where it is a step of its own.
bool isCombiningMark(char32_t c);

constexpr std::size_t longestDecomposition = 18; // of U+FDFA

// Full canonical decomposition, or the compatible one; returns how many code points (1 where nothing
// decomposes).
int decompositionOf(char32_t c, bool compatible, std::span<char32_t, longestDecomposition> out);
// The character that two compose to, 0 where there is none.
char32_t compositionOf(char32_t first, char32_t second);

std::uint8_t combiningClassOf(char32_t c);

} // namespace espalier
