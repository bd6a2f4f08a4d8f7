#pragma once
// The places of a text in the order of what stands there, and from that order the pieces that occur often.
#include "core/base/Stop.h"
#include "core/tokenizer/training/RunText.h"

namespace espalier {

// As long as a piece can be, in characters; as in sentencepiece.
inline constexpr std::uint32_t longestPiece = 16;

class SuffixArray {
public:
    SuffixArray(const RunText& text, int threads, const StopToken& stop);

    struct Place {
        std::size_t position;
        std::uint32_t depth; // characters to the end of its run, at most longestPiece
        std::int64_t count;  // of its run
    };
    std::size_t size() const { return places_.size(); }
    const Place& operator[](std::size_t i) const { return places_[i]; }
    std::uint32_t shared(std::size_t i) const; // characters that places i - 1 and i have in common

private:
    const RunText& text_;
    std::vector<Place> places_;
};

// A text that stands at the places [first, last) of the array.
struct Substring {
    std::size_t first, last;
    std::uint32_t length;
    std::int64_t count;

    double score() const { return static_cast<double>(count) * length; } // characters that it covers
};

// Every character of the alphabet that occurs, and of the texts that occur at least so often (and no longer
// one does in the same places) the `most` that cover the most. In the order of the array, a text before those
// that begin with it.
std::vector<Substring> frequentSubstrings(const SuffixArray& array, std::int64_t minCount, std::size_t most);

} // namespace espalier
