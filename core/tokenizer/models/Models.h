#pragma once
// The models that tokenizer.json knows, by their types.
#include "core/base/Json.h"
#include "core/tokenizer/SubwordModel.h"

#include <memory>

namespace espalier {

// Throws UnsupportedTokenizer that names a type which is not known.
std::unique_ptr<SubwordModel> modelFromJson(const Json& json, const std::string& origin);

// The ids of "<0x00>" to "<0xFF>", for text that no other token covers; empty unless all are there.
std::vector<std::int32_t> byteTokens(const Vocabulary& vocabulary);

} // namespace espalier
