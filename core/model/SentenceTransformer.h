#pragma once
// A model that pools tokens as the sentence-transformers library reads it: Transformers has no class with
// such a head. Its "embedding" of a text are the head's logits.
#include "core/model/Model.h"

#include <filesystem>

namespace espalier {

// modules.json, 1_Pooling and 2_Dense beside the model's own files. Nothing for poolings that the library
// doesn't know, or that Transformers does.
void writeSentenceTransformer(const Model& model, std::int64_t maxLength,
                              const std::filesystem::path& folder);

} // namespace espalier
