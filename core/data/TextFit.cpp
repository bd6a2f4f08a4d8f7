#include "core/data/TextFit.h"

#include "core/base/Text.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <unordered_set>

namespace espalier {
namespace {

std::int64_t countWords(std::string_view text) {
    std::int64_t words = 0;
    bool inside = false;
    for (std::size_t i = 0; i < text.size();) {
        const auto c = static_cast<UChar32>(nextCodePoint(text, i));
        const bool ideograph = u_hasBinaryProperty(c, UCHAR_IDEOGRAPHIC);
        const bool space = u_isUWhiteSpace(c);
        if (ideograph || (!space && !inside)) ++words;
        inside = !ideograph && !space;
    }
    return words;
}

} // namespace

double TextFit::unknownShare() const {
    return pieces == 0 ? 0 : static_cast<double>(unknown) / static_cast<double>(pieces);
}

double TextFit::piecesPerWord() const {
    return words == 0 ? 0 : static_cast<double>(pieces) / static_cast<double>(words);
}

std::int64_t TextFit::cutOff(std::int64_t maxLength) const {
    if (maxLength <= 0) return 0;
    return std::count_if(lengths.begin(), lengths.end(), [&](auto length) { return length > maxLength; });
}

TextFit measureFit(const Tokenizer& tokenizer, const std::vector<TextPair>& texts, int threads,
                   const StopToken& stop) {
    TextFit fit;
    fit.texts = static_cast<std::int64_t>(texts.size());
    const auto encodings = tokenizer.encodeBatch(texts, {.maxLength = 0, .offsets = false}, threads, stop);
    std::unordered_set<std::int32_t> seen;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const bool pair = texts[i].pair && !texts[i].pair->empty();
        const auto& ids = encodings[i].ids;
        fit.words += countWords(texts[i].text) + (pair ? countWords(*texts[i].pair) : 0);
        fit.pieces += static_cast<std::int64_t>(ids.size()) - tokenizer.specialTokens(pair);
        fit.unknown += std::count(ids.begin(), ids.end(), tokenizer.unknownId());
        fit.lengths.push_back(static_cast<std::int32_t>(ids.size()));
        seen.insert(ids.begin(), ids.end());
    }
    fit.distinct = static_cast<std::int64_t>(seen.size());
    return fit;
}

} // namespace espalier
