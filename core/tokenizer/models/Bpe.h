#pragma once
// Byte-pair encoding: a word begins as its characters, of which the pair with the lowest rank is joined until
// none has one. Sennrich et al. 2016, arXiv:1508.07909.
#include "core/base/Json.h"
#include "core/tokenizer/PairTable.h"
#include "core/tokenizer/SubwordModel.h"

#include <memory>
#include <optional>
#include <string>

namespace espalier {

struct BpeOptions {
    std::string unknown;            // "": characters that no token covers are left out
    std::string continuationPrefix; // of pieces after the first
    std::string endOfWordSuffix;
    bool fuseUnknown = false;  // neighbours that are unknown are one token
    bool byteFallback = false; // an unknown character is written by its bytes, <0xE2>
    bool wholeWords = false;   // a word that is a token needs no merges ("ignore_merges")
};

class Bpe : public SubwordModel {
public:
    using Merge = std::pair<std::string, std::string>;

    // merges: in the order of their ranks. Error(Format) for one of tokens that are not in the vocabulary.
    Bpe(Vocabulary vocabulary, const std::vector<Merge>& merges, BpeOptions options,
        const std::string& origin);
    static std::unique_ptr<SubwordModel> fromJson(const Json& json, const std::string& origin);

    void tokenize(std::string_view word, std::vector<Piece>& pieces) const override;
    const Vocabulary& vocabulary() const override { return vocabulary_; }
    std::int32_t unknownId() const override { return unknownId_; }

private:
    struct Symbol {
        std::int32_t id;
        std::uint32_t length; // bytes
    };
    void addCharacters(std::string_view word, std::vector<Symbol>& symbols) const;
    std::int32_t idOfCharacter(std::string_view character, bool first, bool last) const;
    void mergeShort(std::vector<Symbol>& symbols) const;
    void mergeLong(std::vector<Symbol>& symbols) const;

    Vocabulary vocabulary_;
    BpeOptions options_;
    PairTable merges_; // to rank and joined id
    std::vector<std::int32_t> byteIds_;
    std::int32_t unknownId_ = -1;
};

} // namespace espalier
