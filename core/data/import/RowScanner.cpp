#include "core/data/import/RowScanner.h"

#include <algorithm>
#include <cstring>

namespace espalier {

std::int64_t countLineBreaks(std::string_view text) {
    std::int64_t count = 0;
    for (std::size_t i = 0; i < text.size(); ++i)
        count += text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.size() || text[i + 1] != '\n'));
    return count;
}

RowScanner::RowScanner(char delimiter, char quote, std::size_t maxFieldBytes)
    : delimiter_(delimiter), quote_(quote), maxFieldBytes_(maxFieldBytes) {
    for (const char c : {delimiter, '\r', '\n'}) endsPlain_[static_cast<unsigned char>(c)] = true;
}

std::size_t RowScanner::plainEnd(std::size_t i) const {
    const auto* bytes = reinterpret_cast<const unsigned char*>(window_.data());
    while (i < window_.size() && !endsPlain_[bytes[i]]) ++i;
    return i;
}

RowScanner::Outcome RowScanner::scan(std::string_view window, bool last) {
    window_ = window;
    pieces_.clear();
    quoted_ = loose_ = longest_ = 0;
    lines_ = 1;
    needsScratch_ = false;
    for (std::size_t i = 0;; ++i) {
        if (quote_ && i < window_.size() && window_[i] == quote_) {
            if (const Outcome outcome = scanQuoted(i, last); outcome != Outcome::Row) return outcome;
        } else {
            const std::size_t begin = i;
            i = plainEnd(i);
            pieces_.push_back({begin, i, i, false, false});
        }
        const Piece& piece = pieces_.back();
        longest_ = std::max(longest_, piece.end - piece.quoted - piece.begin);
        if (i == window_.size() || window_[i] != delimiter_) return finish(i, last);
    }
}

// Moves i from the opening quote to the end of the field.
RowScanner::Outcome RowScanner::scanQuoted(std::size_t& i, bool last) {
    const std::size_t begin = i + 1;
    const std::size_t limit = std::min(window_.size(), begin + maxFieldBytes_ + 1);
    bool doubled = false;
    std::size_t close = begin;
    for (;; close += 2, doubled = true) {
        const void* found =
            close < limit ? std::memchr(window_.data() + close, quote_, limit - close) : nullptr;
        if (!found) {
            looked_ = limit;
            return last || limit < window_.size() ? Outcome::OpenQuote : Outcome::Incomplete;
        }
        close = static_cast<std::size_t>(static_cast<const char*>(found) - window_.data());
        if (close + 1 == window_.size() && !last) return Outcome::Incomplete;
        if (close + 1 == window_.size() || window_[close + 1] != quote_) break;
    }
    const std::int64_t breaks = countLineBreaks(window_.substr(begin, close - begin));
    lines_ += breaks;
    i = plainEnd(close + 1);
    const bool loose = i > close + 1;
    if (loose && breaks > 0) { // the "closing" quote opens a field of a later row
        looked_ = close + 1;
        return Outcome::OpenQuote;
    }
    (loose ? loose_ : quoted_) += 1;
    needsScratch_ |= doubled || loose;
    pieces_.push_back({begin, i, close, true, doubled});
    return Outcome::Row;
}

RowScanner::Outcome RowScanner::finish(std::size_t end, bool last) {
    if (end == window_.size()) {
        if (!last) return Outcome::Incomplete;
        bytes_ = end;
    } else if (window_[end] == '\r') {
        if (end + 1 == window_.size() && !last) return Outcome::Incomplete;
        bytes_ = end + (window_.substr(end + 1).starts_with('\n') ? 2 : 1);
    } else {
        bytes_ = end + 1;
    }
    text_ = window_.substr(0, end);
    buildValues();
    return Outcome::Row;
}

void RowScanner::buildValues() {
    values_.clear();
    scratch_.clear();
    if (needsScratch_) scratch_.reserve(text_.size()); // never grows: values are views into it
    for (const Piece& piece : pieces_) {
        if (!piece.quoted)
            values_.push_back(window_.substr(piece.begin, piece.end - piece.begin));
        else if (!piece.doubled && piece.close + 1 == piece.end)
            values_.push_back(window_.substr(piece.begin, piece.close - piece.begin));
        else
            values_.push_back(built(piece));
    }
}

std::string_view RowScanner::built(const Piece& piece) {
    const std::size_t start = scratch_.size();
    for (std::size_t i = piece.begin; i < piece.close; ++i) {
        scratch_ += window_[i];
        if (window_[i] == quote_) ++i;
    }
    scratch_ += window_.substr(piece.close + 1, piece.end - piece.close - 1);
    return std::string_view(scratch_).substr(start);
}

} // namespace espalier
