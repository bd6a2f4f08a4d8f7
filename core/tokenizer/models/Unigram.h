#pragma once
// Unigram: of all ways to cut a text into tokens the likeliest, by tokens' log-probabilities. Kudo 2018,
// arXiv:1804.10959.
#include "core/base/Json.h"
#include "core/tokenizer/SubwordModel.h"
#include "core/tokenizer/Trie.h"

#include <memory>

namespace espalier {

struct UnigramOptions {
    std::int32_t unknownId = -1; // -1: text that no token covers is an error
    bool byteFallback = false;   // an unknown text is written by its bytes, <0xE2>
};

class Unigram : public SubwordModel {
public:
    // scores: by id. Error(Format) for one that is no finite number.
    Unigram(Vocabulary vocabulary, std::vector<double> scores, const UnigramOptions& options,
            const std::string& origin);
    static std::unique_ptr<SubwordModel> fromJson(const Json& json, const std::string& origin);

    void tokenize(std::string_view word, std::vector<Piece>& pieces) const override;
    const Vocabulary& vocabulary() const override { return vocabulary_; }
    std::int32_t unknownId() const override { return options_.unknownId; }

private:
    // `first`: the first piece of this word.
    void resolveUnknown(std::string_view word, std::size_t first, std::vector<Piece>& pieces) const;

    Vocabulary vocabulary_;
    std::vector<double> scores_;
    UnigramOptions options_;
    double unknownScore_;
    Trie trie_;
    std::vector<std::int32_t> byteIds_;
};

} // namespace espalier
