#pragma once
// How much of two texts stays where both must fit into `room` tokens: the longer one is cut first, and where
// both are long, each keeps half.
#include <algorithm>
#include <cstddef>
#include <utility>

namespace espalier {

inline std::pair<std::size_t, std::size_t> truncateLongestFirst(std::size_t first, std::size_t second,
                                                                std::size_t room) {
    if (first + second <= room) return {first, second};
    const bool swapped = first > second;
    std::size_t shorter = std::min(first, second);
    std::size_t longer = shorter > room ? shorter : std::max(shorter, room - shorter);
    if (shorter + longer > room) {
        shorter = room / 2;
        longer = room - shorter;
    }
    return swapped ? std::pair(longer, shorter) : std::pair(shorter, longer);
}

} // namespace espalier
