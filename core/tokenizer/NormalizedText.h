#pragma once
// A text after normalisation, with the way back: which code point of the original every byte came from.
#include "core/base/Text.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace espalier {

struct Span {
    std::size_t begin, end; // bytes, [begin, end)
};

struct NormalizedText {
    std::string text;                  // UTF-8
    std::vector<std::int32_t> sources; // as long as text; code points of the original

    void clear() {
        text.clear();
        sources.clear();
    }
    void append(char32_t c, std::int32_t source) {
        appendUtf8(text, c);
        sources.resize(text.size(), source);
    }
    // A whole text, each character with a place of its own…
    void appendEach(std::string_view s, std::int32_t firstSource) {
        for (std::size_t i = 0; i < s.size();) {
            const std::size_t end = asciiEnd(s, i);
            text.append(s.substr(i, end - i));
            for (; i < end; ++i) sources.push_back(firstSource++);
            if (i < s.size()) append(nextCodePoint(s, i), firstSource++);
        }
    }
    // … or all in one.
    void appendAll(std::string_view s, std::int32_t source) {
        text.append(s);
        sources.resize(text.size(), source);
    }
    std::string_view operator[](Span s) const {
        return std::string_view(text).substr(s.begin, s.end - s.begin);
    }
    // The code points [begin, end) of the original that a span, not empty, came from.
    std::int32_t sourceBegin(Span s) const { return sources[s.begin]; }
    std::int32_t sourceEnd(Span s) const { return sources[s.end - 1] + 1; }
};

} // namespace espalier
