#include "core/tokenizer/normalizers/Normalizers.h"

namespace espalier {

namespace {

class Replace : public Normalizer {
public:
    Replace(Pattern pattern, std::string content)
        : pattern_(std::move(pattern)), content_(std::move(content)) {}

    // What is put in comes from the last character that it replaces, as in the reference.
    void normalize(std::string_view text, std::int32_t firstSource, NormalizedText& out) const override {
        out.clear();
        std::vector<Span> matches;
        pattern_.find(text, matches);
        std::size_t at = 0;
        std::int32_t source = firstSource; // of text[at]
        for (const Span match : matches) {
            const auto before = text.substr(at, match.begin - at);
            out.appendEach(before, source);
            source += static_cast<std::int32_t>(
                codePointCount(before) + codePointCount(text.substr(match.begin, match.end - match.begin)));
            out.appendAll(content_, source - 1);
            at = match.end;
        }
        out.appendEach(text.substr(at), source);
    }

private:
    Pattern pattern_;
    std::string content_;
};

} // namespace

std::unique_ptr<Normalizer> makeReplace(Pattern pattern, std::string content) {
    return std::make_unique<Replace>(std::move(pattern), std::move(content));
}

} // namespace espalier
