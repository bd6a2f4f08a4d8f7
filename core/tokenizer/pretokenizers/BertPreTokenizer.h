#pragma once
// BERT's words: what stands between white space, and every punctuation mark on its own.
#include "core/base/Json.h"
#include "core/tokenizer/PreTokenizer.h"

#include <array>
#include <memory>

namespace espalier {

class BertPreTokenizer : public PreTokenizer {
public:
    BertPreTokenizer();
    static std::unique_ptr<PreTokenizer> fromJson(const Json& json, const std::string& origin);
    void split(NormalizedText& text, Span piece, std::vector<Span>& words) const override;

private:
    std::array<std::uint8_t, 128> ascii_; // their properties, near at hand
};

} // namespace espalier
