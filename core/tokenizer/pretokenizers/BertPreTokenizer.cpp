#include "core/tokenizer/pretokenizers/BertPreTokenizer.h"

#include "core/tokenizer/CodePoints.h"

namespace espalier {

BertPreTokenizer::BertPreTokenizer() {
    for (char32_t c = 0; c < 128; ++c) ascii_[c] = propertiesOf(c);
}

std::unique_ptr<PreTokenizer> BertPreTokenizer::fromJson(const Json&, const std::string&) {
    return std::make_unique<BertPreTokenizer>();
}

void BertPreTokenizer::split(NormalizedText& text, Span piece, std::vector<Span>& words) const {
    const std::string_view s = std::string_view(text.text).substr(0, piece.end);
    std::size_t wordBegin = piece.begin;
    for (std::size_t i = piece.begin; i < s.size();) {
        const std::size_t begin = i;
        const auto byte = static_cast<unsigned char>(s[i]);
        const std::uint8_t flags = byte < 0x80 ? (++i, ascii_[byte]) : propertiesOf(nextCodePoint(s, i));
        if (!(flags & (codepoint::space | codepoint::punctuation))) continue;
        if (wordBegin < begin) words.push_back({wordBegin, begin});
        if (flags & codepoint::punctuation) words.push_back({begin, i});
        wordBegin = i;
    }
    if (wordBegin < s.size()) words.push_back({wordBegin, s.size()});
}

} // namespace espalier
