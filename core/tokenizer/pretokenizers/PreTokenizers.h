#pragma once
// The pre-tokenisers that tokenizer.json knows, by their types.
#include "core/base/Json.h"
#include "core/tokenizer/Pattern.h"
#include "core/tokenizer/PreTokenizer.h"

#include <memory>
#include <string>
#include <vector>

namespace espalier {

// Null for null. Throws UnsupportedTokenizer that names a type which is not known.
std::unique_ptr<PreTokenizer> preTokenizerFromJson(const Json& json, const std::string& origin);

// Each cuts the words of the one before.
std::unique_ptr<PreTokenizer> sequenceOf(std::vector<std::unique_ptr<PreTokenizer>> steps);

// What becomes of that at which a text is cut.
enum class Delimiter { Removed, Isolated, WithPrevious, WithNext, Contiguous };

std::unique_ptr<PreTokenizer> makeWhitespaceSplit(); // what stands between white space
std::unique_ptr<PreTokenizer> makeWhitespace();      // \w+|[^\w\s]+
std::unique_ptr<PreTokenizer> makePunctuation(Delimiter behavior);
std::unique_ptr<PreTokenizer> makeDigits(bool individual);
// inverted: cuts at what the pattern does not match.
std::unique_ptr<PreTokenizer> makeSplit(Pattern pattern, Delimiter behavior, bool inverted);

enum class PrependScheme { Never, First, Always }; // First: only at the beginning of the whole text

// sentencepiece's words: blanks become "▁", which also begins a text.
std::unique_ptr<PreTokenizer> makeMetaspace(const std::string& replacement, PrependScheme scheme, bool split);

// GPT-2's words, if asked for, and its letters for the 256 bytes: Radford et al. 2019.
std::unique_ptr<PreTokenizer> makeByteLevel(bool prefixSpace, bool words);
// How a byte is written.
const std::string& byteLevelLetter(unsigned char byte);

} // namespace espalier
