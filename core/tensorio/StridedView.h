#pragma once
// A tensor as PyTorch sees it: sizes and strides over a row of elements.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace espalier {

struct StridedView {
    std::uint64_t offset = 0; // in elements, like the strides
    std::vector<std::uint64_t> sizes, strides;

    // Whether every element lies among the first `available` ones of the row, and how many there are fits
    // into 63 bits. The functions below ask for that.
    bool liesWithin(std::uint64_t available) const;
    std::uint64_t elements() const;
    bool isContiguous() const;
    // The elements, `width` bytes each, in the order of a contiguous tensor.
    std::string gathered(std::string_view row, std::size_t width) const;
};

} // namespace espalier
