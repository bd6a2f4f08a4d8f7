#pragma once
// The ways a folder describes its tokenizer. Errors name the file, and the component that is not known.
#include "core/tokenizer/Tokenizer.h"

namespace espalier {

class TokenizerConfig;

std::unique_ptr<Tokenizer> tokenizerFromJson(const std::filesystem::path& folder);       // tokenizer.json
std::unique_ptr<Tokenizer> tokenizerFromVocabulary(const std::filesystem::path& folder); // vocab.txt
std::unique_ptr<Tokenizer> tokenizerFromMerges(const std::filesystem::path& folder); // vocab.json, merges.txt
std::unique_ptr<Tokenizer> tokenizerFromSentencePiece(const std::filesystem::path& file); // spiece.model, …

// Throws UnsupportedTokenizer: this class needs a tokenizer.json.
[[noreturn]] void failUnknownClass(const TokenizerConfig& config);

} // namespace espalier
