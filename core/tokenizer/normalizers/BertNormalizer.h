#pragma once
// BERT's normaliser: control characters out, white space to blanks, blanks around ideographs, accents off
// (NFD without Mn), lower case. Devlin et al. 2019; details as in Hugging Face `tokenizers`.
#include "core/base/Json.h"
#include "core/tokenizer/Normalizer.h"

#include <array>
#include <memory>

namespace espalier {

struct BertNormalizerOptions {
    bool cleanText = true;
    bool spaceIdeographs = true;
    bool stripAccents = true;
    bool lowercase = true;
};

class BertNormalizer : public Normalizer {
public:
    explicit BertNormalizer(const BertNormalizerOptions& options);
    static std::unique_ptr<Normalizer> fromJson(const Json& json, const std::string& origin);

    void normalize(std::string_view text, std::int32_t firstSource, NormalizedText& out) const override;

private:
    void appendAscii(std::string_view run, std::int32_t source, NormalizedText& out) const;

    BertNormalizerOptions options_;
    std::array<char, 128> asciiMapped_;         // what an ASCII character becomes
    std::array<std::uint8_t, 128> asciiLength_; // 0: removed
};

} // namespace espalier
