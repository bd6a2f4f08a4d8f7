#pragma once
// WordPiece: a word is cut greedily into the longest tokens of the vocabulary; pieces after the first carry
// a prefix ("##"). A word that can't be covered, or is too long, is one unknown token. Wu et al. 2016.
#include "core/base/Json.h"
#include "core/tokenizer/SubwordModel.h"

#include <memory>
#include <string>

namespace espalier {

struct WordPieceOptions {
    std::string unknown = "[UNK]";
    std::string continuationPrefix = "##";
    std::int32_t longestWord = 100; // code points
};

class WordPiece : public SubwordModel {
public:
    WordPiece(Vocabulary vocabulary, const WordPieceOptions& options, const std::string& origin);
    static std::unique_ptr<SubwordModel> fromJson(const Json& json, const std::string& origin);

    void tokenize(std::string_view word, std::vector<Piece>& pieces) const override;
    const Vocabulary& vocabulary() const override { return vocabulary_; }
    std::int32_t unknownId() const override { return unknownId_; }

private:
    // The longest token that `rest` begins with: its id, or -1; `length` receives its bytes.
    std::int32_t longestMatch(const TokenIndex& index, std::string_view rest, std::size_t& length) const;

    Vocabulary vocabulary_;
    TokenIndex continuations_; // without the prefix
    std::int32_t longestWord_;
    std::int32_t unknownId_;
};

} // namespace espalier
