#pragma once
// Texts of which every word gets an answer. Words are what white space separates, as in data sets of tagged
// words.
#include "core/data/Targets.h"
#include "core/tokenizer/Tokenizer.h"

namespace espalier {

// Views into the text.
std::vector<std::string_view> wordsIn(std::string_view text);

// Sets Encoding::words from the offsets of the text's encoding.
void askAboutWords(std::string_view text, Encoding& encoding);

// How many rows of answers a model gives: one for the text, or one for each word that was read.
std::int64_t answersAbout(const Encoding& encoding);

// Without the values of words that were not read.
Targets targetsRead(const Targets& targets, std::span<const Encoding> encodings);

} // namespace espalier
