#include "core/base/Text.h"

#include "core/base/Error.h"

#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <cstring>
#include <memory>

namespace espalier {

namespace {

struct Lead {
    int length;
    std::uint32_t bits;
    std::uint32_t least; // smallest code point that needs this length: shorter ones are overlong
};

Lead leadOf(unsigned char byte) {
    if (byte < 0x80) return {1, byte, 0};
    if (byte >= 0xC2 && byte <= 0xDF) return {2, byte & 0x1Fu, 0x80};
    if (byte >= 0xE0 && byte <= 0xEF) return {3, byte & 0x0Fu, 0x800};
    if (byte >= 0xF0 && byte <= 0xF4) return {4, byte & 0x07u, 0x10000};
    return {0, 0, 0};
}

// Length in bytes of the valid code point at i, or 0.
int decodeAt(std::string_view s, std::size_t i, char32_t& out) {
    const auto lead = leadOf(static_cast<unsigned char>(s[i]));
    if (lead.length == 0 || i + static_cast<std::size_t>(lead.length) > s.size()) return 0;
    std::uint32_t value = lead.bits;
    for (int k = 1; k < lead.length; ++k) {
        const auto byte = static_cast<unsigned char>(s[i + static_cast<std::size_t>(k)]);
        if ((byte & 0xC0) != 0x80) return 0;
        value = value << 6 | (byte & 0x3F);
    }
    if (value < lead.least || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) return 0;
    out = value;
    return lead.length;
}

// UTF-16 without a mark betrays itself by zero bytes at every other place.
const char* utf16ByZeroBytes(std::string_view s) {
    const std::size_t pairs = std::min<std::size_t>(s.size(), 4096) / 2;
    if (pairs < 4) return nullptr;
    std::size_t even = 0, odd = 0;
    for (std::size_t i = 0; i < pairs; ++i) {
        even += s[2 * i] == 0;
        odd += s[2 * i + 1] == 0;
    }
    if (odd * 3 > pairs && even * 10 < pairs) return "UTF-16LE";
    if (even * 3 > pairs && odd * 10 < pairs) return "UTF-16BE";
    return nullptr;
}

bool isSpace(char32_t c) {
    if (c < 0x80) return c == ' ' || (c >= '\t' && c <= '\r');
    return u_isUWhiteSpace(static_cast<UChar32>(c)) || c == 0x200B || c == 0xFEFF;
}

} // namespace

std::size_t asciiEnd(std::string_view s, std::size_t i) {
    std::uint64_t word;
    while (i + 8 <= s.size()) {
        std::memcpy(&word, s.data() + i, 8);
        if (word & 0x8080808080808080ull) break;
        i += 8;
    }
    while (i < s.size() && static_cast<unsigned char>(s[i]) < 0x80) ++i;
    return i;
}

bool isValidUtf8(std::string_view s) {
    char32_t ignored;
    for (std::size_t i = asciiEnd(s, 0); i < s.size(); i = asciiEnd(s, i)) {
        const int length = decodeAt(s, i, ignored);
        if (length == 0) return false;
        i += static_cast<std::size_t>(length);
    }
    return true;
}

char32_t nextCodePoint(std::string_view s, std::size_t& i) {
    char32_t value = 0xFFFD;
    const int length = decodeAt(s, i, value);
    i += static_cast<std::size_t>(std::max(1, length));
    return value;
}

void appendUtf8(std::string& out, char32_t c) {
    const auto put = [&](std::uint32_t byte) { out += static_cast<char>(byte); };
    if (c < 0x80) {
        put(c);
    } else if (c < 0x800) {
        put(0xC0 | c >> 6), put(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        put(0xE0 | c >> 12), put(0x80 | (c >> 6 & 0x3F)), put(0x80 | (c & 0x3F));
    } else {
        put(0xF0 | c >> 18), put(0x80 | (c >> 12 & 0x3F)), put(0x80 | (c >> 6 & 0x3F)),
            put(0x80 | (c & 0x3F));
    }
}

std::size_t codePointCount(std::string_view s) {
    return static_cast<std::size_t>(std::count_if(
        s.begin(), s.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::size_t byteOrderMarkLength(std::string_view s) {
    if (s.starts_with("\xEF\xBB\xBF")) return 3;
    if (s.starts_with("\xFF\xFE") || s.starts_with("\xFE\xFF")) return 2;
    return 0;
}

std::string detectEncoding(std::string_view s) {
    if (s.starts_with("\xEF\xBB\xBF")) return "UTF-8";
    if (s.starts_with("\xFF\xFE")) return "UTF-16LE";
    if (s.starts_with("\xFE\xFF")) return "UTF-16BE";
    if (const char* utf16 = utf16ByZeroBytes(s)) return utf16;
    // A sample may cut the last character: up to three bytes of it are forgiven.
    for (std::size_t cut = 0; cut <= 3 && cut <= s.size(); ++cut)
        if (isValidUtf8(s.substr(0, s.size() - cut))) return "UTF-8";

    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UCharsetDetector, decltype(&ucsdet_close)> detector(ucsdet_open(&status),
                                                                              ucsdet_close);
    ucsdet_setText(detector.get(), s.data(),
                   static_cast<std::int32_t>(std::min<std::size_t>(s.size(), 1 << 20)), &status);
    const UCharsetMatch* match = ucsdet_detect(detector.get(), &status);
    const char* name = match ? ucsdet_getName(match, &status) : nullptr;
    return U_SUCCESS(status) && name ? name : "windows-1252";
}

std::string toUtf8(std::string_view bytes, const std::string& encoding) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(ucnv_open(encoding.c_str(), &status),
                                                                       ucnv_close);
    if (U_FAILURE(status))
        throw Error(ErrorKind::Usage, message("base", "The encoding \"{0}\" is not known.", encoding));
    const icu::UnicodeString text(bytes.data(), static_cast<std::int32_t>(bytes.size()), converter.get(),
                                  status);
    std::string out;
    text.toUTF8String(out);
    return out;
}

std::string shortened(std::string_view s, std::size_t codePoints) {
    std::size_t i = 0;
    for (std::size_t n = 0; n < codePoints && i < s.size(); ++n) nextCodePoint(s, i);
    return i >= s.size() ? std::string(s) : std::string(s.substr(0, i)) + "…";
}

std::string joined(const std::vector<std::string>& parts, std::string_view separator) {
    return fmt::format("{}", fmt::join(parts, separator));
}

bool isBlank(std::string_view s) {
    for (std::size_t i = 0; i < s.size();)
        if (!isSpace(nextCodePoint(s, i))) return false;
    return true;
}

std::string trimmed(std::string_view s) {
    std::size_t begin = s.size(), end = 0; // of what is no space
    for (std::size_t i = 0; i < s.size();) {
        const std::size_t at = i;
        if (isSpace(nextCodePoint(s, i))) continue;
        begin = std::min(begin, at);
        end = i;
    }
    return std::string(s.substr(std::min(begin, end), end - std::min(begin, end)));
}

std::string lowered(std::string_view s) {
    std::string out;
    icu::UnicodeString::fromUTF8({s.data(), static_cast<std::int32_t>(s.size())}).toLower().toUTF8String(out);
    return out;
}

} // namespace espalier
