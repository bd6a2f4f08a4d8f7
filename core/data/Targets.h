#pragma once
// What is to be answered about each of some texts, as numbers.
#include <cstdint>
#include <span>
#include <vector>

namespace espalier {

struct Targets {
    // [texts * width]: a class index; or for every label 1 where it applies, else 0; or the number itself.
    std::vector<double> values = {};
    std::int64_t width = 1;

    std::size_t size() const { return values.size() / static_cast<std::size_t>(width); }
    bool empty() const { return values.empty(); }
    std::span<const double> of(std::size_t text) const {
        const auto w = static_cast<std::size_t>(width);
        return std::span(values).subspan(text * w, w);
    }
    std::vector<std::int64_t> classes() const { return {values.begin(), values.end()}; } // of class indexes
};

} // namespace espalier
