#include "core/project/TextSearch.h"

#include "core/base/Text.h"

#include <unicode/uchar.h>

#include <algorithm>

namespace espalier {

namespace {

bool isCased(std::string_view text) {
    for (std::size_t i = 0; i < text.size();)
        if (u_hasBinaryProperty(static_cast<UChar32>(nextCodePoint(text, i)), UCHAR_CASED)) return true;
    return false;
}

bool isAscii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

char loweredAscii(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

} // namespace

TextSearch::TextSearch(std::string_view wanted) : wanted_(lowered(wanted)), caseless_(!isCased(wanted)) {}

bool TextSearch::matches(std::string_view text) const {
    if (caseless_) return text.find(wanted_) != std::string_view::npos;
    if (!isAscii(text)) return lowered(text).find(wanted_) != std::string::npos;
    thread_local std::string plain;
    plain.resize(text.size());
    std::transform(text.begin(), text.end(), plain.begin(), loweredAscii);
    return plain.find(wanted_) != std::string::npos;
}

} // namespace espalier
