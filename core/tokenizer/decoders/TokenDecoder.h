#pragma once
// The way back from tokens to text, as tokenizer.json describes it.
#include "core/base/Json.h"

#include <memory>
#include <string>
#include <vector>

namespace espalier {

class TokenDecoder {
public:
    virtual ~TokenDecoder() = default;
    // Rewrites the pieces of a text; in the end they are put one behind the other.
    virtual void decode(std::vector<std::string>& pieces) const = 0;
};

// Null for null: pieces then stand with blanks between them. Throws UnsupportedTokenizer that names a type
// which is not known.
std::unique_ptr<TokenDecoder> decoderFromJson(const Json& json, const std::string& origin);

// For tokenizers that come without tokenizer.json.
std::unique_ptr<TokenDecoder> makeWordPieceDecoder(std::string prefix, bool cleanUp);
std::unique_ptr<TokenDecoder> makeByteLevelDecoder();
std::unique_ptr<TokenDecoder> makeMetaspaceDecoder(std::string replacement, bool dropsFirst);

} // namespace espalier
