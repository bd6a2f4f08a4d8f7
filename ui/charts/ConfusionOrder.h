#pragma once
// In which order the classes of a confusion matrix stand, and which of many are shown.
#include "core/eval/Classification.h"

#include <vector>

namespace espalier {

enum class ConfusionOrder {
    Confused, // the worst first, what is mixed up with them next to them
    Frequent, // most examples first
    Given,    // as the labels are numbered: by name
};

// All class indexes; the shown ones are the first of them.
std::vector<std::int64_t> orderClasses(const Confusion& confusion, ConfusionOrder order);

} // namespace espalier
