#pragma once
// The words by which people name columns, in English and Chinese.
#include "core/data/Columns.h"

#include <string_view>

namespace espalier {

// How well a column's name says that the column is for `role`: 0 not at all, 1 a word of the name, 2 all of
// it.
int nameFits(std::string_view columnName, ColumnRole role);

// For names of two columns that belong together: "sentence1" and "sentence2", "premise" and "hypothesis".
bool areTextPair(std::string_view first, std::string_view second);

bool isNumber(std::string_view text);

} // namespace espalier
