#pragma once
// Encodings and code points. Inside core every text is valid UTF-8.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace espalier {

// End of the ASCII bytes that begin at i; eight at once, for they are most of most texts.
std::size_t asciiEnd(std::string_view bytes, std::size_t i);

bool isValidUtf8(std::string_view bytes);

// Decodes one code point at position i and moves i past it; U+FFFD for an invalid byte.
char32_t nextCodePoint(std::string_view utf8, std::size_t& i);
void appendUtf8(std::string& out, char32_t codePoint);
std::size_t codePointCount(std::string_view utf8);

// The encoding of a text by byte order mark, UTF-8 validity, then ICU's statistics; an IANA name.
// `sample` may end in the middle of a character.
std::string detectEncoding(std::string_view sample);

// Length of the byte order mark that `bytes` begin with (0, 2 or 3).
std::size_t byteOrderMarkLength(std::string_view bytes);

// Bytes that can't be decoded become U+FFFD. Throws Error(Usage) for an encoding ICU doesn't know.
std::string toUtf8(std::string_view bytes, const std::string& encoding);

// Longest prefix of at most `codePoints`, with an ellipsis where something was cut.
std::string shortened(std::string_view utf8, std::size_t codePoints);

std::string joined(const std::vector<std::string>& parts, std::string_view separator = ", ");
// White space is Unicode's, so also U+00A0 and U+3000, and what shows as little: U+200B, U+FEFF.
bool isBlank(std::string_view text);
std::string trimmed(std::string_view text);
std::string lowered(std::string_view asciiOrUtf8);

} // namespace espalier
