#include "ui/charts/Curve.h"

#include <algorithm>
#include <cmath>

namespace espalier {

void Curve::clear() {
    *this = {};
}

void Curve::append(double value) {
    const auto at = static_cast<std::uint32_t>(values_.size());
    values_.push_back(value);
    std::size_t span = fanOut;
    for (std::vector<Extremes>& level : extremes_) {
        if (level.size() * span == at) {
            level.push_back({at, at});
        } else {
            // What is no number stands for a span only where nothing else is in it.
            Extremes& last = level.back();
            if (value < values_[last.lowest] || std::isnan(values_[last.lowest])) last.lowest = at;
            if (value > values_[last.highest] || std::isnan(values_[last.highest])) last.highest = at;
        }
        span *= fanOut;
    }
}

std::vector<std::size_t> Curve::outline(std::size_t first, std::size_t last, std::size_t most) const {
    std::vector<std::size_t> shown;
    const auto add = [&](std::size_t i) {
        if (i >= first && i < last && (shown.empty() || i > shown.back())) shown.push_back(i);
    };
    if (last - first <= most) {
        for (std::size_t i = first; i < last; ++i) add(i);
        return shown;
    }
    std::size_t level = 0, span = fanOut;
    for (; level + 1 < levels && 2 * (last - first) / span > most; ++level) span *= fanOut;
    add(first);
    for (std::size_t i = first / span; i <= (last - 1) / span; ++i) {
        const Extremes& extremes = extremes_[level][i];
        add(std::min(extremes.lowest, extremes.highest));
        add(std::max(extremes.lowest, extremes.highest));
    }
    add(last - 1);
    return shown;
}

} // namespace espalier
