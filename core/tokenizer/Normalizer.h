#pragma once
// The first stage of a tokenizer: text in, normalised text out.
#include "core/tokenizer/NormalizedText.h"

namespace espalier {

class Normalizer {
public:
    virtual ~Normalizer() = default;
    // Replaces `out`. `firstSource`: index of text's first code point in the whole original.
    virtual void normalize(std::string_view text, std::int32_t firstSource, NormalizedText& out) const = 0;
};

} // namespace espalier
