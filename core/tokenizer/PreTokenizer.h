#pragma once
// The second stage: cuts a normalised text into the words that the model may not join.
#include "core/tokenizer/NormalizedText.h"

namespace espalier {

class PreTokenizer {
public:
    virtual ~PreTokenizer() = default;
    // Appends the words of `piece` to `words`, none empty. What must be rewritten is appended to `text`.
    virtual void split(NormalizedText& text, Span piece, std::vector<Span>& words) const = 0;
};

} // namespace espalier
