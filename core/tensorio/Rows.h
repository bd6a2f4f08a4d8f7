#pragma once
// Rows of a table of numbers, without LibTorch.
#include "core/tensorio/Safetensors.h"

namespace espalier {

// The bytes of a table, or of a row of single numbers, of the same type: row i is the mean of the old rows
// that sources[i] lists, of all where it lists none. Throws Error(Format) for a type that is no
// floating-point one; indices must be rows.
std::string meanRows(const TensorEntry& table, const std::vector<std::vector<std::int32_t>>& sources,
                     const std::string& name);

} // namespace espalier
