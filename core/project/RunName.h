#pragma once
#include "core/train/Recipe.h"

#include <filesystem>

namespace espalier {

// What a run's name says of its recipe, for files: "minilm-l6-freeze4". "freeze4" is the embeddings and four
// blocks.
std::string slugOf(const Recipe& recipe);

// The highest number that names of folders in `folder` begin with, 0 where there is none.
int highestRunNumber(const std::filesystem::path& folder);

} // namespace espalier
