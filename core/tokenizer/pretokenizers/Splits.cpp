// Pre-tokenisers that cut a text by its characters or a pattern and rewrite nothing.
#include "core/tokenizer/CodePoints.h"
#include "core/tokenizer/pretokenizers/Cuts.h"

namespace espalier {

namespace {

bool isSpace(char32_t c) {
    return propertiesOf(c) & codepoint::space;
}

bool isPunctuation(char32_t c) {
    return propertiesOf(c) & codepoint::punctuation;
}

template<bool (*isDelimiter)(char32_t)>
class CharacterSplit : public PreTokenizer {
public:
    explicit CharacterSplit(Delimiter behavior) : behavior_(behavior) {}

    void split(NormalizedText& text, Span piece, std::vector<Span>& words) const override {
        Cuts cuts(behavior_, piece, words);
        for (std::size_t i = piece.begin; i < piece.end;) {
            const std::size_t begin = i;
            if (isDelimiter(nextCodePoint(text.text, i))) cuts.at({begin, i});
        }
        cuts.finish();
    }

private:
    Delimiter behavior_;
};

class Whitespace : public PreTokenizer {
public:
    void split(NormalizedText& text, Span piece, std::vector<Span>& words) const override {
        std::size_t wordBegin = piece.begin;
        Kind kind = Kind::Space;
        const auto endAt = [&](std::size_t end) {
            if (kind != Kind::Space) words.push_back({wordBegin, end});
            wordBegin = end;
        };
        for (std::size_t i = piece.begin; i < piece.end;) {
            const std::size_t begin = i;
            const Kind next = kindOf(nextCodePoint(text.text, i));
            if (next != kind) endAt(begin);
            kind = next;
        }
        endAt(piece.end);
    }

private:
    enum class Kind { Space, Word, Other };
    static Kind kindOf(char32_t c) {
        return isWordCharacter(c) ? Kind::Word : isSpace(c) ? Kind::Space : Kind::Other;
    }
};

class Split : public PreTokenizer {
public:
    Split(Pattern pattern, Delimiter behavior, bool inverted)
        : pattern_(std::move(pattern)), behavior_(behavior), inverted_(inverted) {}

    void split(NormalizedText& text, Span piece, std::vector<Span>& words) const override {
        std::vector<Span> matches;
        pattern_.find(text[piece], matches);
        for (Span& match : matches) match = {match.begin + piece.begin, match.end + piece.begin};
        if (inverted_) matches = between(matches, piece, behavior_);
        Cuts cuts(behavior_, piece, words);
        for (const Span match : matches) cuts.at(match);
        cuts.finish();
    }

private:
    // Matches that touch are words of their own, unless like is joined with like.
    static std::vector<Span> between(const std::vector<Span>& matches, Span piece, Delimiter behavior) {
        std::vector<Span> gaps;
        std::size_t at = piece.begin;
        for (const Span match : matches) {
            if (at < match.begin || behavior != Delimiter::Contiguous) gaps.push_back({at, match.begin});
            at = match.end;
        }
        if (at < piece.end) gaps.push_back({at, piece.end});
        return gaps;
    }

    Pattern pattern_;
    Delimiter behavior_;
    bool inverted_;
};

} // namespace

std::unique_ptr<PreTokenizer> makeWhitespaceSplit() {
    return std::make_unique<CharacterSplit<isSpace>>(Delimiter::Removed);
}

std::unique_ptr<PreTokenizer> makeWhitespace() {
    return std::make_unique<Whitespace>();
}

std::unique_ptr<PreTokenizer> makePunctuation(Delimiter behavior) {
    return std::make_unique<CharacterSplit<isPunctuation>>(behavior);
}

std::unique_ptr<PreTokenizer> makeDigits(bool individual) {
    return std::make_unique<CharacterSplit<isNumber>>(individual ? Delimiter::Isolated
                                                                 : Delimiter::Contiguous);
}

std::unique_ptr<PreTokenizer> makeSplit(Pattern pattern, Delimiter behavior, bool inverted) {
    return std::make_unique<Split>(std::move(pattern), behavior, inverted);
}

} // namespace espalier
