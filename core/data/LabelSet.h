#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace espalier {

// The labels of a cell that holds any number of them, trimmed, each once, in order of their names.
std::vector<std::string> labelsIn(std::string_view cell, std::string_view separator);

} // namespace espalier
