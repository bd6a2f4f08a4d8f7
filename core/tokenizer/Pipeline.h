#pragma once
// The tokenizer that is composed of stages, as tokenizer.json describes it:
// text → added tokens → normaliser → added tokens → pre-tokeniser → model → truncation → template.
#include "core/tokenizer/AddedTokens.h"
#include "core/tokenizer/Normalizer.h"
#include "core/tokenizer/PostProcessor.h"
#include "core/tokenizer/PreTokenizer.h"
#include "core/tokenizer/SubwordModel.h"
#include "core/tokenizer/Tokenizer.h"
#include "core/tokenizer/decoders/TokenDecoder.h"

#include <memory>

namespace espalier {

struct Stages {
    std::unique_ptr<Normalizer> normalizer;     // null: the text as it is
    std::unique_ptr<PreTokenizer> preTokenizer; // null: the text is one word
    std::unique_ptr<SubwordModel> model;
    std::vector<AddedToken> addedTokens;
    PostProcessor postProcessor;
    std::unique_ptr<TokenDecoder> decoder; // null: pieces stand with blanks between them
    std::int32_t modelMaxLength = 0;
    bool truncateLeft = false; // what is too long loses its beginning
};

class Pipeline : public Tokenizer {
public:
    Pipeline(Stages stages, const std::string& origin);

    Encoding encode(const TextPair& text, const EncodeOptions& options) const override;
    std::string token(std::int32_t id) const override;
    std::string decode(std::span<const std::int32_t> ids) const override;
    std::int32_t vocabularySize() const override;
    std::int32_t unknownId() const override { return stages_.model->unknownId(); }
    std::int32_t specialTokens(bool pair) const override;
    std::int32_t modelMaxLength() const override { return stages_.modelMaxLength; }

private:
    struct Workspace;
    void tokenize(std::string_view text, Workspace& work, std::vector<Token>& tokens) const;
    void tokenizeSegment(std::string_view segment, std::int32_t firstSource, Workspace& work,
                         std::vector<Token>& tokens) const;
    void tokenizePiece(Span piece, Workspace& work, std::vector<Token>& tokens) const;

    Stages stages_;
    AddedTokens addedTokens_;
    std::vector<bool> special_; // by id
};

} // namespace espalier
