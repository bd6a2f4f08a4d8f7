#include "core/tokenizer/CodePoints.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/utf16.h>

#include <algorithm>
#include <array>
#include <vector>

namespace espalier {

namespace {

constexpr char32_t codePoints = 0x110000;
constexpr int categoriesVersion = 8;    // Unicode of the reference's general categories
constexpr int normalizationVersion = 9; // Unicode of its decompositions and combining classes

bool existedIn(char32_t c, int version) {
    UVersionInfo age;
    u_charAge(static_cast<UChar32>(c), age);
    return age[0] < version || (age[0] == version && age[1] == 0);
}

bool isIdeograph(char32_t c) {
    return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || (c >= 0xF900 && c <= 0xFAFF) ||
           (c >= 0x20000 && c <= 0x2A6DF) || (c >= 0x2A700 && c <= 0x2B81F) ||
           (c >= 0x2B920 && c <= 0x2CEAF) || (c >= 0x2F800 && c <= 0x2FA1F);
}

// General category in Unicode 8.0: six characters were put into another class since.
int categoryOf(char32_t c) {
    if (!existedIn(c, categoriesVersion)) return U_UNASSIGNED;
    switch (c) {
    case 0x166D:
    case 0x111C9: return U_OTHER_PUNCTUATION;
    case 0x1734: return U_NON_SPACING_MARK;
    case 0x1885:
    case 0x1886: return U_OTHER_LETTER;
    case 0xA9BD: return U_COMBINING_SPACING_MARK;
    default: return u_charType(static_cast<UChar32>(c));
    }
}

// Word characters of Unicode 15.1 and 16, which an older ICU doesn't know.
struct Range {
    char32_t first, last;
};
constexpr Range youngWordCharacters[] = {
    {0x897, 0x897},     {0x1C89, 0x1C8A},   {0xA7CB, 0xA7CD},   {0xA7DA, 0xA7DC},   {0x105C0, 0x105F3},
    {0x10D40, 0x10D65}, {0x10D69, 0x10D6D}, {0x10D6F, 0x10D85}, {0x10EC2, 0x10EC4}, {0x10EFC, 0x10EFC},
    {0x11380, 0x11389}, {0x1138B, 0x1138B}, {0x1138E, 0x1138E}, {0x11390, 0x113B5}, {0x113B7, 0x113C0},
    {0x113C2, 0x113C2}, {0x113C5, 0x113C5}, {0x113C7, 0x113CA}, {0x113CC, 0x113D3}, {0x113E1, 0x113E2},
    {0x116D0, 0x116E3}, {0x11BC0, 0x11BE0}, {0x11BF0, 0x11BF9}, {0x11F5A, 0x11F5A}, {0x13460, 0x143FA},
    {0x16100, 0x16139}, {0x16D40, 0x16D6C}, {0x16D70, 0x16D79}, {0x18CFF, 0x18CFF}, {0x1CCF0, 0x1CCF9},
    {0x1E5D0, 0x1E5FA}, {0x2EBF0, 0x2EE5D}};

// Letters of Unicode 16 and 17 have their lower case in the reference, whatever ICU is installed.
struct CaseRange {
    char32_t first, last;
    std::int32_t toLower;
};
constexpr CaseRange youngLetters[] = {
    {0x1C89, 0x1C89, 1},    {0xA7CB, 0xA7CB, -42343}, {0xA7CC, 0xA7CC, 1}, {0xA7CE, 0xA7CE, 1},
    {0xA7D2, 0xA7D2, 1},    {0xA7D4, 0xA7D4, 1},      {0xA7DA, 0xA7DA, 1}, {0xA7DC, 0xA7DC, -42561},
    {0x10D50, 0x10D65, 32}, {0x16EA0, 0x16EB8, 27},
};

char32_t simpleLowercaseOf(char32_t c) {
    for (const auto& range : youngLetters)
        if (c >= range.first && c <= range.last)
            return static_cast<char32_t>(static_cast<std::int32_t>(c) + range.toLower);
    return static_cast<char32_t>(u_tolower(static_cast<UChar32>(c)));
}

const UNormalizer2* instanceOf(const UNormalizer2* (*get)(UErrorCode*)) {
    UErrorCode status = U_ZERO_ERROR;
    return get(&status);
}

std::uint8_t categoryFlags(char32_t c) {
    switch (categoryOf(c)) {
    case U_CONTROL_CHAR: return c == '\t' || c == '\n' || c == '\r' ? 0 : codepoint::control;
    case U_FORMAT_CHAR:
    case U_PRIVATE_USE_CHAR: return codepoint::control;
    case U_NON_SPACING_MARK: return codepoint::mark;
    case U_DASH_PUNCTUATION:
    case U_START_PUNCTUATION:
    case U_END_PUNCTUATION:
    case U_CONNECTOR_PUNCTUATION:
    case U_OTHER_PUNCTUATION:
    case U_INITIAL_PUNCTUATION:
    case U_FINAL_PUNCTUATION: return codepoint::punctuation;
    default: return 0;
    }
}

std::uint8_t computeProperties(char32_t c) {
    std::uint8_t flags = 0;
    if (isIdeograph(c)) flags |= codepoint::ideograph;
    if (simpleLowercaseOf(c) != c) flags |= codepoint::uppercase;
    if (u_charType(static_cast<UChar32>(c)) == U_UNASSIGNED) return flags; // three quarters of all
    flags |= categoryFlags(c);
    if (c > ' ' && c < 0x7F && !u_isalnum(static_cast<UChar32>(c))) flags |= codepoint::punctuation;
    if (u_isUWhiteSpace(static_cast<UChar32>(c))) flags |= codepoint::space;
    std::array<char32_t, longestDecomposition> pieces, variants;
    const int count = decompositionOf(c, false, pieces), variantCount = decompositionOf(c, true, variants);
    if (combiningClassOf(c) != 0 || count > 1 || pieces[0] != c) flags |= codepoint::reorders;
    if (!std::equal(pieces.begin(), pieces.begin() + count, variants.begin(),
                    variants.begin() + variantCount))
        flags |= codepoint::variant;
    return flags;
}

} // namespace

std::uint8_t propertiesOf(char32_t c) {
    static const std::vector<std::uint8_t> table = [] {
        std::vector<std::uint8_t> flags(codePoints);
        for (char32_t i = 0; i < codePoints; ++i) flags[i] = computeProperties(i);
        return flags;
    }();
    return table[c];
}

bool isWordCharacter(char32_t c) {
    const auto code = static_cast<UChar32>(c);
    return u_hasBinaryProperty(code, UCHAR_ALPHABETIC) || u_hasBinaryProperty(code, UCHAR_JOIN_CONTROL) ||
           (U_GET_GC_MASK(code) & (U_GC_M_MASK | U_GC_ND_MASK | U_GC_PC_MASK)) ||
           std::any_of(std::begin(youngWordCharacters), std::end(youngWordCharacters),
                       [c](const Range& range) { return c >= range.first && c <= range.last; });
}

int lowercaseOf(char32_t c, std::span<char32_t, 2> out) {
    out[0] = simpleLowercaseOf(c);
    if (c != 0x130) return 1;
    out[1] = 0x307;
    return 2;
}

bool isLetter(char32_t c) {
    return U_GET_GC_MASK(static_cast<UChar32>(c)) & U_GC_L_MASK;
}

bool isNumber(char32_t c) {
    return U_GET_GC_MASK(static_cast<UChar32>(c)) & U_GC_N_MASK;
}

bool isCombiningMark(char32_t c) {
    if (c == 0x1CF2 || c == 0x1CF3) return true; // letters since Unicode 12
    return (U_GET_GC_MASK(static_cast<UChar32>(c)) & U_GC_M_MASK) && existedIn(c, normalizationVersion);
}

int decompositionOf(char32_t c, bool compatible, std::span<char32_t, longestDecomposition> out) {
    static const UNormalizer2* const forms[] = {instanceOf(unorm2_getNFDInstance),
                                                instanceOf(unorm2_getNFKDInstance)};
    std::array<UChar, 2 * longestDecomposition> units;
    UErrorCode status = U_ZERO_ERROR;
    const int length = existedIn(c, normalizationVersion)
                           ? unorm2_getDecomposition(forms[compatible], static_cast<UChar32>(c), units.data(),
                                                     static_cast<int>(units.size()), &status)
                           : -1;
    int count = 0;
    for (int i = 0; i < length && count < static_cast<int>(longestDecomposition);) {
        UChar32 piece;
        U16_NEXT(units.data(), i, length, piece);
        out[static_cast<std::size_t>(count++)] = static_cast<char32_t>(piece);
    }
    if (count == 0) out[static_cast<std::size_t>(count++)] = c;
    return count;
}

char32_t compositionOf(char32_t first, char32_t second) {
    static const UNormalizer2* const nfc = instanceOf(unorm2_getNFCInstance);
    const UChar32 pair = unorm2_composePair(nfc, static_cast<UChar32>(first), static_cast<UChar32>(second));
    return pair > 0 && existedIn(static_cast<char32_t>(pair), normalizationVersion)
               ? static_cast<char32_t>(pair)
               : 0;
}

std::uint8_t combiningClassOf(char32_t c) {
    return existedIn(c, normalizationVersion) ? u_getCombiningClass(static_cast<UChar32>(c)) : 0;
}

} // namespace espalier
