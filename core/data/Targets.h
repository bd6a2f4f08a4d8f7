#pragma once
// What is to be answered about each of some texts, as numbers.
#include <cstdint>
#include <span>
#include <vector>

namespace espalier {

struct Targets {
    // [texts * width]: a class index, or one for each word; or for every label 1 where it applies, else 0; or
    // the number itself.
    std::vector<double> values = {};
    std::int64_t width = 1;
    // [texts + 1]: where each text's values begin, for texts with a class index for each of their words;
    // empty where all have `width` of them.
    std::vector<std::size_t> starts = {};

    std::size_t size() const { // texts
        return starts.empty() ? values.size() / static_cast<std::size_t>(width) : starts.size() - 1;
    }
    bool empty() const { return size() == 0; }
    std::span<const double> of(std::size_t text) const {
        const auto w = static_cast<std::size_t>(width);
        return starts.empty() ? std::span(values).subspan(text * w, w)
                              : std::span(values).subspan(starts[text], starts[text + 1] - starts[text]);
    }
    std::vector<std::int64_t> classes() const { return {values.begin(), values.end()}; } // of class indexes
};

} // namespace espalier
