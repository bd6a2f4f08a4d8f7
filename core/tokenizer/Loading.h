#pragma once
// The ways a folder describes its tokenizer. Errors name the file, and the component that is not known.
#include "core/tokenizer/Tokenizer.h"

namespace espalier {

std::unique_ptr<Tokenizer> tokenizerFromJson(const std::filesystem::path& folder);       // tokenizer.json
std::unique_ptr<Tokenizer> tokenizerFromVocabulary(const std::filesystem::path& folder); // vocab.txt

} // namespace espalier
