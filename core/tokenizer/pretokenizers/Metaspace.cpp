#include "core/tokenizer/pretokenizers/PreTokenizers.h"

namespace espalier {

namespace {

class Metaspace : public PreTokenizer {
public:
    Metaspace(std::string replacement, PrependScheme scheme, bool split)
        : mark_(std::move(replacement)), scheme_(scheme), split_(split) {}

    void split(NormalizedText& text, Span piece, std::vector<Span>& words) const override {
        const std::size_t begin = text.text.size();
        const bool marked = text[piece].starts_with(mark_) || text[piece].starts_with(' ');
        const bool first = text.sourceBegin(piece) == 0;
        if (!marked && (scheme_ == PrependScheme::Always || (scheme_ == PrependScheme::First && first)))
            text.appendAll(mark_, text.sourceBegin(piece));
        std::size_t wordBegin = begin;
        const auto endWord = [&] {
            if (split_ && wordBegin < text.text.size()) {
                words.push_back({wordBegin, text.text.size()});
                wordBegin = text.text.size();
            }
        };
        for (std::size_t i = piece.begin; i < piece.end;) {
            const std::string_view rest = text[{i, piece.end}];
            const std::int32_t source = text.sources[i];
            if (rest.front() == ' ' || rest.starts_with(mark_)) {
                const std::size_t length = rest.front() == ' ' ? 1 : mark_.size();
                endWord();
                text.appendAll(mark_, source);
                i += length;
            } else {
                text.text.push_back(rest.front());
                text.sources.push_back(source);
                ++i;
            }
        }
        if (wordBegin < text.text.size()) words.push_back({wordBegin, text.text.size()});
    }

private:
    std::string mark_;
    PrependScheme scheme_;
    bool split_;
};

} // namespace

std::unique_ptr<PreTokenizer> makeMetaspace(const std::string& replacement, PrependScheme scheme,
                                            bool split) {
    return std::make_unique<Metaspace>(replacement, scheme, split);
}

} // namespace espalier
