#pragma once
// Cuts a text at delimiters, which are each one of the words, part of one, or left out.
#include "core/tokenizer/pretokenizers/PreTokenizers.h"

namespace espalier {

class Cuts {
public:
    Cuts(Delimiter behavior, Span piece, std::vector<Span>& words)
        : behavior_(behavior), begin_(piece.begin), end_(piece.end), words_(words) {}

    // From left to right, none overlapping.
    void at(Span delimiter) {
        switch (behavior_) {
        case Delimiter::Removed: word(delimiter.begin); break;
        case Delimiter::Isolated:
            word(delimiter.begin);
            word(delimiter.end);
            break;
        case Delimiter::WithPrevious: word(delimiter.end); break;
        case Delimiter::WithNext: word(delimiter.begin); return;
        case Delimiter::Contiguous:
            if (lastEnd_ == delimiter.begin) {
                words_.back().end = delimiter.end;
            } else {
                word(delimiter.begin);
                words_.push_back(delimiter);
            }
            break;
        }
        lastEnd_ = delimiter.end;
        begin_ = delimiter.end;
    }

    void finish() { word(end_); }

private:
    void word(std::size_t end) {
        if (begin_ < end) words_.push_back({begin_, end});
        begin_ = end;
    }

    Delimiter behavior_;
    std::size_t begin_, end_;                 // of what is not a word yet
    std::size_t lastEnd_ = std::string::npos; // of the last delimiter
    std::vector<Span>& words_;
};

} // namespace espalier
