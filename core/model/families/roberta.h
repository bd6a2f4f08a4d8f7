#pragma once
// What RoBERTa and its kin share, whatever their blocks are like.
#include "core/model/families/bert.h"

namespace espalier {

// Everything but tensors and makeEncoder. architectures: what theirs begin with, "Roberta"; prefix: of the
// encoder's weights, "roberta."
Family robertaKin(const char* modelType, const char* title, const std::string& architectures,
                  const std::string& prefix);

} // namespace espalier
