#pragma once
// What the tokens of a new vocabulary were to an old one, so that a model can go on with what it knows of
// them.
#include "core/tokenizer/Tokenizer.h"
#include "core/tokenizer/training/VocabularyTraining.h"

namespace espalier {

struct TokenSources {
    std::vector<std::vector<std::int32_t>>
        ids;                   // by new id: old ids, of which the mean is taken; none: of all
    std::int64_t same = 0;     // tokens that the old vocabulary has, too, however it writes them
    std::int64_t composed = 0; // of several old ones, or of another
    std::int64_t unknown = 0;  // that it doesn't cover
};

// `folder`: of the old tokenizer. Special tokens come from those of the same role.
TokenSources sourcesOf(const TrainedVocabulary& vocabulary, const Tokenizer& old,
                       const std::filesystem::path& folder);

} // namespace espalier
