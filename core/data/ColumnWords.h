#pragma once
// The words by which people name columns, in English and Chinese.
#include "core/data/Columns.h"

#include <string_view>

namespace espalier {

// How well a column's name says that the column is for `role`: 3 it is one of the role's words, 2 its last
// word is
// ("ticketCategory" is a category, not a ticket), 1 another one is, 0 none.
int nameFits(std::string_view columnName, ColumnRole role);

// For names of two columns that belong together: "sentence1" and "sentence2", "premise" and "hypothesis".
bool areTextPair(std::string_view first, std::string_view second);

bool isNumber(std::string_view text);

} // namespace espalier
