#pragma once
// Pieces of a text and where they stand. A piece hangs below the longest other piece that it begins with, so
// all that stand at a place are found by going up from the longest: nothing is looked up in a table.
#include "core/tokenizer/training/SuffixArray.h"

namespace espalier {

class PieceTree {
public:
    struct Piece {
        std::int32_t above;   // -1: none; smaller than its own number
        std::uint32_t length; // characters
        std::size_t position; // one place where it stands
    };

    // substrings: as frequentSubstrings returns them.
    PieceTree(const RunText& text, const SuffixArray& array, const std::vector<Substring>& substrings);

    std::size_t size() const { return pieces_.size(); }
    const Piece& operator[](std::size_t piece) const { return pieces_[piece]; }
    std::int32_t longestAt(std::size_t position) const { return longest_[position]; }
    // Takes the others away; what is left keeps its order.
    void keep(const std::vector<bool>& kept);

private:
    std::vector<Piece> pieces_;
    std::vector<std::int32_t> longest_; // by position
};

} // namespace espalier
