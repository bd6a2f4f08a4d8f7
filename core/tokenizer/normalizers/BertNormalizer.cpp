#include "core/tokenizer/normalizers/BertNormalizer.h"

#include "core/tokenizer/CodePoints.h"
#include "core/tokenizer/normalizers/Decomposer.h"

namespace espalier {

namespace {

bool isRemovedByCleaning(char32_t c) {
    return c == 0 || c == 0xFFFD || (propertiesOf(c) & codepoint::control);
}

} // namespace

BertNormalizer::BertNormalizer(const BertNormalizerOptions& options) : options_(options) {
    for (std::size_t i = 0; i < 128; ++i) {
        const auto c = static_cast<char32_t>(i);
        const bool blank = options.cleanText && (propertiesOf(c) & codepoint::space);
        const bool lower = options.lowercase && (propertiesOf(c) & codepoint::uppercase);
        asciiMapped_[i] = blank ? ' ' : static_cast<char>(lower ? i + ('a' - 'A') : i);
        asciiLength_[i] = !(options.cleanText && isRemovedByCleaning(c));
    }
}

std::unique_ptr<Normalizer> BertNormalizer::fromJson(const Json& json, const std::string& origin) {
    BertNormalizerOptions options;
    options.cleanText = valueOr(json, "clean_text", true, origin);
    options.spaceIdeographs = valueOr(json, "handle_chinese_chars", true, origin);
    options.lowercase = valueOr(json, "lowercase", true, origin);
    options.stripAccents = valueOr(json, "strip_accents", options.lowercase, origin);
    return std::make_unique<BertNormalizer>(options);
}

void BertNormalizer::appendAscii(std::string_view run, std::int32_t source, NormalizedText& out) const {
    std::size_t at = out.text.size();
    out.text.resize(at + run.size());
    out.sources.resize(at + run.size());
    char* const text = out.text.data();
    std::int32_t* const sources = out.sources.data();
    for (const char c : run) {
        const auto byte = static_cast<unsigned char>(c);
        text[at] = asciiMapped_[byte];
        sources[at] = source++;
        at += asciiLength_[byte];
    }
    out.text.resize(at);
    out.sources.resize(at);
}

void BertNormalizer::normalize(std::string_view text, std::int32_t source, NormalizedText& out) const {
    out.clear();
    Decomposer decomposer;
    const auto finish = [&](char32_t c, std::int32_t from) { // after decomposition: marks off, lower case
        const std::uint8_t flags = propertiesOf(c);
        if (options_.stripAccents && (flags & codepoint::mark)) return;
        if (!options_.lowercase || !(flags & codepoint::uppercase)) return out.append(c, from);
        std::array<char32_t, 2> lower;
        const int count = lowercaseOf(c, lower);
        for (int k = 0; k < count; ++k) out.append(lower[static_cast<std::size_t>(k)], from);
    };
    const auto decompose = [&](char32_t c, std::int32_t from) {
        options_.stripAccents ? decomposer.push(c, from, finish) : finish(c, from);
    };
    for (std::size_t i = 0; i < text.size(); ++source) {
        const auto byte = static_cast<unsigned char>(text[i]);
        // A removed character does not end a run of marks.
        if (byte < 0x80 && !(decomposer.pending() && asciiLength_[byte] == 0)) {
            const std::size_t end = asciiEnd(text, i);
            decomposer.flush(finish);
            appendAscii(text.substr(i, end - i), source, out);
            source += static_cast<std::int32_t>(end - i) - 1;
            i = end;
            continue;
        }
        char32_t c = nextCodePoint(text, i);
        if (options_.cleanText) {
            if (isRemovedByCleaning(c)) continue;
            if (propertiesOf(c) & codepoint::space) c = ' ';
        }
        const bool spaced = options_.spaceIdeographs && (propertiesOf(c) & codepoint::ideograph);
        if (spaced) decompose(' ', source);
        decompose(c, source);
        if (spaced) decompose(' ', source);
    }
    decomposer.flush(finish);
}

} // namespace espalier
