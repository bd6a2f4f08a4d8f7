#pragma once
// Cuts words where a Unigram piece may not go on: where the script changes, as in sentencepiece. Between
// letters and digits or punctuation, too; Chinese characters and kana are one script, and a leading "▁" goes
// with what follows. For training alone: what no piece crosses need not be looked for in texts.
#include "core/tokenizer/PreTokenizer.h"

#include <memory>

namespace espalier {

std::unique_ptr<PreTokenizer> makeScriptRuns();

} // namespace espalier
