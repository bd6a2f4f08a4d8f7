#include "core/tensorio/StridedView.h"

#include <algorithm>
#include <cstring>

namespace espalier {

bool StridedView::liesWithin(std::uint64_t available) const {
    if (sizes.size() != strides.size() || offset > available) return false;
    if (std::find(sizes.begin(), sizes.end(), 0u) != sizes.end()) return true;
    std::uint64_t count = 1, last = offset;
    for (std::size_t d = 0; d < sizes.size(); ++d) {
        std::uint64_t way = 0;
        if (__builtin_mul_overflow(count, sizes[d], &count) || count > INT64_MAX ||
            __builtin_mul_overflow(sizes[d] - 1, strides[d], &way) ||
            __builtin_add_overflow(last, way, &last))
            return false;
    }
    return last < available;
}

std::uint64_t StridedView::elements() const {
    if (std::find(sizes.begin(), sizes.end(), 0u) != sizes.end()) return 0; // the others may be of any size
    std::uint64_t count = 1;
    for (const auto size : sizes) count *= size;
    return count;
}

bool StridedView::isContiguous() const {
    std::uint64_t expected = 1;
    for (std::size_t d = sizes.size(); d-- > 0;) {
        if (sizes[d] == 1) continue; // never walked along
        if (strides[d] != expected) return false;
        expected *= sizes[d];
    }
    return true;
}

std::string StridedView::gathered(std::string_view row, std::size_t width) const {
    std::string out(elements() * width, '\0');
    std::vector<std::uint64_t> index(sizes.size());
    std::uint64_t at = offset;
    for (std::size_t to = 0; to < out.size(); to += width) {
        std::memcpy(out.data() + to, row.data() + at * width, width);
        for (std::size_t d = sizes.size(); d-- > 0;) { // counts on, the last dimension fastest
            at += strides[d];
            if (++index[d] < sizes[d]) break;
            at -= strides[d] * sizes[d];
            index[d] = 0;
        }
    }
    return out;
}

} // namespace espalier
