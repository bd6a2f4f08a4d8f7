#pragma once
// Keeps count of where the characters of a rewritten text came from, as the reference does.
#include "core/tokenizer/NormalizedText.h"

#include <algorithm>

namespace espalier {

class Rewriter {
public:
    // firstSource: of the first character that is read.
    Rewriter(std::int32_t firstSource, NormalizedText& out) : first_(firstSource), out_(out) {}

    // change: 0 where c stands for the next character, 1 where it comes in beside those that were read, -n
    // where it stands for n more than the next.
    void push(char32_t c, int change) {
        out_.append(c, first_ + (change > 0 ? std::max(read_ - 1, 0) : read_));
        if (change <= 0) read_ += 1 - change;
    }

private:
    std::int32_t first_;
    std::int32_t read_ = 0;
    NormalizedText& out_;
};

} // namespace espalier
