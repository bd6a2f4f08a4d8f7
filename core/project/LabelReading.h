#pragma once
// What the label column of a data set says of a text, by the task.
#include "core/data/Dialect.h"
#include "core/task/Names.h"

namespace espalier {

// The tasks whose labels a data set holds: labels of words are for the command line.
const std::vector<std::string>& readableTasks();

struct LabelReading {
    std::string task = textClassification;
    std::string separator = ";"; // multi-label

    // The labels that a cell gives its text; none of a regression.
    std::vector<std::string> labelsOf(const std::string& cell) const;
    // A cell as it is stored. Throws Error(Usage) for what a person can't mean: an empty label, no number.
    std::string checked(const std::string& typed) const;
    bool operator==(const LabelReading&) const = default;
};

// From the first rows: numbers that are not a few classes are a regression, cells of which a good part hold
// several labels are multi-label.
LabelReading guessReading(const Preview& preview, std::size_t labelColumn);

// What rows are divided by so that parts are alike: a text's label, its rarest one, or the tenth of all
// numbers in which its own lies.
std::vector<std::string> strataOf(const std::vector<std::string>& cells, const LabelReading& reading);

} // namespace espalier
