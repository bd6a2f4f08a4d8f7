#pragma once
// The grammar of delimited text: finds one row at the beginning of a window and the fields in it.
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace espalier {

class RowScanner {
public:
    enum class Outcome {
        Row,        // row() and what follows it are set
        Incomplete, // the window ends before the row does
        OpenQuote,  // a quoted field does not end where one could; looked() bytes were read to find out
    };

    RowScanner(char delimiter, char quote, std::size_t maxFieldBytes);

    // `last`: nothing comes after the window, which must not be empty. What is found lives as long as the
    // window and until the next scan.
    Outcome scan(std::string_view window, bool last);

    std::span<const std::string_view> fields() const { return values_; }
    std::string_view text() const { return text_; }       // the row without its line end
    std::size_t bytes() const { return bytes_; }          // with its line end
    std::int64_t lines() const { return lines_; }         // of the file that it covers
    std::size_t longestField() const { return longest_; } // bytes, without its quotes
    std::size_t looked() const { return looked_; }        // bytes of the window, after OpenQuote
    std::size_t quotedFields() const { return quoted_; }  // that RFC 4180 would accept
    std::size_t looseQuotes() const { return loose_; }    // quoted fields with text after the closing quote

private:
    struct Piece {
        std::size_t begin, end; // without the opening quote, with the closing one
        std::size_t close;      // place of the closing quote
        bool quoted, doubled;   // doubled: holds doubled quotes
    };

    std::size_t plainEnd(std::size_t i) const;
    Outcome scanQuoted(std::size_t& i, bool last);
    Outcome finish(std::size_t end, bool last);
    void buildValues();
    std::string_view built(const Piece& piece);

    char delimiter_, quote_;
    std::size_t maxFieldBytes_;
    std::array<bool, 256> endsPlain_{};

    std::string_view window_, text_;
    std::vector<Piece> pieces_;
    std::vector<std::string_view> values_;
    std::string scratch_; // fields that are not a stretch of the window
    std::size_t bytes_ = 0, longest_ = 0, looked_ = 0, quoted_ = 0, loose_ = 0;
    std::int64_t lines_ = 1;
    bool needsScratch_ = false;
};

// CRLF, LF and CR each end a line.
std::int64_t countLineBreaks(std::string_view text);

} // namespace espalier
