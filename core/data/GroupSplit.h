#pragma once
#include "core/data/Splits.h"

namespace espalier {

// A share in millionths: divisions of rows are counted in whole numbers, which no machine rounds differently.
std::int64_t inMillionths(double share);

// splitByRatio where rows of one group must not be torn apart.
std::vector<Part> splitGroups(std::span<const std::string> labels, std::span<const std::string> groups,
                              const SplitRatio& ratio);

} // namespace espalier
