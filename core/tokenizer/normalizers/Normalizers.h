#pragma once
// The normalisers that tokenizer.json knows, by their types.
#include "core/base/Json.h"
#include "core/tokenizer/Normalizer.h"
#include "core/tokenizer/Pattern.h"

#include <memory>
#include <vector>

namespace espalier {

// Null for null. Throws UnsupportedTokenizer that names a type which is not known.
std::unique_ptr<Normalizer> normalizerFromJson(const Json& json, const std::string& origin);

// One after the other.
std::unique_ptr<Normalizer> sequenceOf(std::vector<std::unique_ptr<Normalizer>> steps);

std::unique_ptr<Normalizer> makeLowercase();
std::unique_ptr<Normalizer> makeStripAccents();                 // takes away M*
std::unique_ptr<Normalizer> makeStrip(bool left, bool right);   // of white space
std::unique_ptr<Normalizer> makePrepend(std::string beginning); // of a text that is not empty

// NFC, NFD, NFKC or NFKD, as in Unicode 9 (CodePoints.h).
std::unique_ptr<Normalizer> makeUnicodeForm(bool compatible, bool composed);
// What the pattern matches becomes `content`.
std::unique_ptr<Normalizer> makeReplace(Pattern pattern, std::string content);

} // namespace espalier
