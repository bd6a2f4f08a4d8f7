#pragma once
// Values in a row, however many: appended one by one, and drawn with about as many as there are pixels.
#include <array>
#include <cstdint>
#include <vector>

namespace espalier {

class Curve {
public:
    void clear();
    void append(double value);
    std::size_t size() const { return values_.size(); }
    bool empty() const { return values_.empty(); }
    double operator[](std::size_t i) const { return values_[i]; }
    double back() const { return values_.back(); }

    // Which of [first, last) to draw so that it looks as all of them would: about `most` at the most, in
    // order, with both ends and every peak.
    std::vector<std::size_t> outline(std::size_t first, std::size_t last, std::size_t most) const;

private:
    struct Extremes {
        std::uint32_t lowest, highest; // where they stand
    };
    static constexpr std::size_t fanOut = 4, levels = 6; // enough for millions

    std::vector<double> values_;
    std::array<std::vector<Extremes>, levels> extremes_; // of each 4, 16, 64… values
};

} // namespace espalier
