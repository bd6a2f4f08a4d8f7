#include "core/tokenizer/training/PieceTree.h"

namespace espalier {

PieceTree::PieceTree(const RunText& text, const SuffixArray& array, const std::vector<Substring>& substrings)
    : longest_(text.symbols.size(), -1) {
    pieces_.reserve(substrings.size());
    std::vector<std::int32_t> open; // pieces that stand at this place of the array, the longest last
    for (std::size_t i = 0; i < array.size(); ++i) {
        while (!open.empty() && substrings[static_cast<std::size_t>(open.back())].last <= i) open.pop_back();
        for (; pieces_.size() < substrings.size() && substrings[pieces_.size()].first == i;) {
            const auto piece = static_cast<std::int32_t>(pieces_.size());
            pieces_.push_back(
                {open.empty() ? -1 : open.back(), substrings[pieces_.size()].length, array[i].position});
            open.push_back(piece);
        }
        longest_[array[i].position] = open.back(); // its first character at least
    }
}

void PieceTree::keep(const std::vector<bool>& kept) {
    std::vector<std::int32_t> now(pieces_.size()); // of a piece that goes, the one above it
    std::size_t count = 0;
    for (std::size_t i = 0; i < pieces_.size(); ++i) {
        Piece piece = pieces_[i];
        if (piece.above >= 0) piece.above = now[static_cast<std::size_t>(piece.above)];
        now[i] = kept[i] ? static_cast<std::int32_t>(count) : piece.above;
        if (kept[i]) pieces_[count++] = piece;
    }
    pieces_.resize(count);
    for (auto& piece : longest_)
        if (piece >= 0) piece = now[static_cast<std::size_t>(piece)];
}

} // namespace espalier
