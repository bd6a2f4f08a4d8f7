#pragma once
// A checkpoint with another vocabulary: the model stays, its tables of tokens are put together anew.
#include "core/base/Stop.h"
#include "core/tokenizer/training/TokenSources.h"

#include <filesystem>

namespace espalier {

// Writes a whole checkpoint to `target`, a new folder, whole or not at all. A new token's row of the
// embeddings, and of a language head, is the mean of the rows of the old tokens that its text was; all other
// weights are copied. Throws Error(Mismatch) for a family whose tables can't be changed so, and Stopped.
TokenSources giveVocabulary(const std::filesystem::path& checkpoint, const TrainedVocabulary& vocabulary,
                            const std::filesystem::path& target, const StopToken& stop = {});

} // namespace espalier
