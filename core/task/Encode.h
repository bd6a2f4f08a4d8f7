#pragma once
// Texts as a task's model reads them.
#include "core/task/Task.h"

namespace espalier {

// In the order of texts; throws Stopped, and Error(Usage) for pairs where words are asked about.
std::vector<Encoding> encodeTexts(const Task& task, const Tokenizer& tokenizer,
                                  const std::vector<TextPair>& texts, std::int64_t maxLength, int threads,
                                  const StopToken& stop);

} // namespace espalier
