#pragma once
// What each column is for.
#include "core/data/Dialect.h"

#include <optional>

namespace espalier {

enum class ColumnRole { Ignore, Text, SecondText, Label, Group, Split, Weight };

// One role a column, guessed from names (text, label, 标签…) and contents (long and varied: text; short and
// repeated: label).
std::vector<ColumnRole> guessRoles(const Preview& preview);

struct ColumnChoice {
    std::string text;
    std::optional<std::string> secondText;
    std::optional<std::string> label; // absent when predicting
    std::optional<std::string> group;
    std::optional<std::string> split;
    std::optional<std::string> weight = {};
    bool labelMayBeEmpty = false; // a text with none of several labels
    bool labelIsNumber = false;
};

} // namespace espalier
