#include "core/data/Numbers.h"

#include "core/base/Text.h"

#include <charconv>
#include <cmath>

namespace espalier {

std::optional<double> numberFrom(std::string_view field) {
    const auto text = trimmed(std::string(field));
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool whole = error == std::errc() && end == text.data() + text.size() && !text.empty();
    return whole && std::isfinite(number) ? std::optional(number) : std::nullopt;
}

} // namespace espalier
