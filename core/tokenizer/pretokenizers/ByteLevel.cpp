#include "core/tokenizer/CodePoints.h"
#include "core/tokenizer/pretokenizers/PreTokenizers.h"

#include <array>

namespace espalier {

namespace {

// Printable characters of Latin-1 stand for themselves, the other bytes for the characters from U+0100 on.
std::array<std::string, 256> letters() {
    std::array<std::string, 256> table;
    char32_t next = 0x100;
    for (char32_t byte = 0; byte < 256; ++byte) {
        const bool printable = (byte >= '!' && byte <= '~') || (byte >= 0xA1 && byte != 0xAD);
        appendUtf8(table[byte], printable ? byte : next++);
    }
    return table;
}

enum class Kind : std::uint8_t { Space, Letter, Number, Other };

Kind kindOf(char32_t c) {
    if (propertiesOf(c) & codepoint::space) return Kind::Space;
    return isLetter(c) ? Kind::Letter : isNumber(c) ? Kind::Number : Kind::Other;
}

std::array<Kind, 128> asciiKinds() {
    std::array<Kind, 128> kinds;
    for (char32_t c = 0; c < kinds.size(); ++c) kinds[c] = kindOf(c);
    return kinds;
}

// 's|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+
class Words {
public:
    explicit Words(std::string_view text) : text_(text) {}

    // The end of the word that begins at `begin`.
    std::size_t end(std::size_t begin) const {
        if (const std::size_t length = contraction(begin)) return begin + length;
        std::size_t at = begin;
        Kind kind = next(at);
        if (text_[begin] == ' ' && at < text_.size()) {
            std::size_t after = at;
            const Kind following = next(after);
            if (following != Kind::Space) return endOfRun(after, following);
        }
        if (kind != Kind::Space) return endOfRun(at, kind);
        std::size_t last = begin; // where the last character of the run of white space begins
        while (at < text_.size()) {
            std::size_t after = at;
            if (next(after) != Kind::Space) return last > begin ? last : at; // leaves one to the word behind
            last = at;
            at = after;
        }
        return at;
    }

private:
    Kind next(std::size_t& at) const {
        static const std::array<Kind, 128> ascii = asciiKinds();
        const auto byte = static_cast<unsigned char>(text_[at]);
        return byte < 128 ? (++at, ascii[byte]) : kindOf(nextCodePoint(text_, at));
    }

    std::size_t endOfRun(std::size_t at, Kind kind) const {
        while (at < text_.size()) {
            std::size_t after = at;
            if (next(after) != kind) break;
            at = after;
        }
        return at;
    }

    std::size_t contraction(std::size_t begin) const {
        if (text_[begin] != '\'') return 0;
        for (const std::string_view ending : {"'s", "'t", "'re", "'ve", "'m", "'ll", "'d"})
            if (text_.substr(begin).starts_with(ending)) return ending.size();
        return 0;
    }

    std::string_view text_;
};

class ByteLevel : public PreTokenizer {
public:
    ByteLevel(bool prefixSpace, bool words) : prefixSpace_(prefixSpace), words_(words) {}

    void split(NormalizedText& text, Span piece, std::vector<Span>& words) const override {
        if (prefixSpace_ && text.text[piece.begin] != ' ') piece = withSpace(text, piece);
        const std::string copy(text[piece]); // the text grows while it is read
        const Words cutter(copy);
        text.text.reserve(text.text.size() + 2 * copy.size());
        for (std::size_t at = 0; at < copy.size();) {
            const std::size_t end = words_ ? cutter.end(at) : copy.size();
            const std::size_t begin = text.text.size();
            for (; at < end; ++at)
                text.appendAll(byteLevelLetter(static_cast<unsigned char>(copy[at])),
                               text.sources[piece.begin + at]);
            words.push_back({begin, text.text.size()});
        }
    }

private:
    static Span withSpace(NormalizedText& text, Span piece) {
        const std::size_t begin = text.text.size();
        text.appendAll(" ", text.sources[piece.begin]);
        text.text.append(text.text, piece.begin, piece.end - piece.begin);
        for (std::size_t i = piece.begin; i < piece.end; ++i) text.sources.push_back(text.sources[i]);
        return {begin, text.text.size()};
    }

    bool prefixSpace_, words_;
};

} // namespace

const std::string& byteLevelLetter(unsigned char byte) {
    static const std::array<std::string, 256> table = letters();
    return table[byte];
}

std::unique_ptr<PreTokenizer> makeByteLevel(bool prefixSpace, bool words) {
    return std::make_unique<ByteLevel>(prefixSpace, words);
}

} // namespace espalier
