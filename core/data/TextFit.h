#pragma once
// How well a tokenizer's vocabulary fits somebody's texts.
#include "core/tokenizer/Tokenizer.h"

#include <span>

namespace espalier {

struct TextFit {
    std::int64_t texts = 0;
    std::int64_t words = 0;    // between spaces; a Chinese, Japanese or Korean ideograph is one by itself
    std::int64_t pieces = 0;   // tokens without the special ones
    std::int64_t unknown = 0;  // of the pieces
    std::int64_t distinct = 0; // tokens that occur, each once
    std::vector<std::int32_t> lengths; // of each text in tokens with the special ones, nothing cut off

    double unknownShare() const;                       // [0, 1]
    double piecesPerWord() const;                      // 0 where there are no words
    std::int64_t cutOff(std::int64_t maxLength) const; // texts longer than maxLength (0: none)
};

// Throws Stopped.
TextFit measureFit(const Tokenizer& tokenizer, const std::vector<TextPair>& texts, int threads,
                   const StopToken& stop = {});

} // namespace espalier
