#pragma once
// The two ways a folder describes its tokenizer. Errors name the file, and the component that is not known.
#include "core/base/Json.h"
#include "core/tokenizer/Tokenizer.h"

namespace espalier {

std::unique_ptr<Tokenizer> tokenizerFromJson(const std::filesystem::path& folder);       // tokenizer.json
std::unique_ptr<Tokenizer> tokenizerFromVocabulary(const std::filesystem::path& folder); // vocab.txt

// tokenizer_config.json, or an empty object where there is none.
Json tokenizerConfig(const std::filesystem::path& folder);
std::int32_t modelMaxLengthOf(const Json& config); // 0: not said

} // namespace espalier
