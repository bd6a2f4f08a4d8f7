#pragma once
#include <optional>
#include <string_view>

namespace espalier {

// A finite number with a point, spaces around it allowed: "3.5", "-2", "1e-3"; none for anything else.
std::optional<double> numberFrom(std::string_view text);

} // namespace espalier
