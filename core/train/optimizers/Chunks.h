#pragma once
// Many tensors of any size, worked on in even shares by all threads.
#include "core/model/kernels/Parallel.h"

#include <algorithm>
#include <vector>

namespace espalier {

constexpr std::int64_t chunk = 1 << 16; // numbers that one thread takes at a time

// Calls work(place, item, begin, end) for chunks of all items. sizes: numbers in each; place: of the chunk
// among all.
template<class Work>
void forEachChunk(const std::vector<std::int64_t>& sizes, const Work& work) {
    struct Place {
        std::size_t item;
        std::int64_t begin;
    };
    std::vector<Place> places;
    for (std::size_t item = 0; item < sizes.size(); ++item)
        for (std::int64_t begin = 0; begin < sizes[item]; begin += chunk) places.push_back({item, begin});
    kernel::parallelFor(static_cast<std::int64_t>(places.size()), 1,
                        [&](std::int64_t first, std::int64_t last) {
                            for (auto i = first; i < last; ++i) {
                                const auto [item, begin] = places[static_cast<std::size_t>(i)];
                                work(i, item, begin, std::min(sizes[item], begin + chunk));
                            }
                        });
}

} // namespace espalier
