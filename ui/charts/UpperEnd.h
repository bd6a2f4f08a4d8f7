#pragma once
#include <functional>
#include <queue>
#include <vector>

namespace espalier {

// The largest value that matters of those added so far: single outliers of a noisy line, one in a hundred,
// may leave the picture.
class UpperEnd {
public:
    void add(double value); // what is not finite is passed over
    double value() const { return above_.empty() ? 0 : above_.top(); }

private:
    std::priority_queue<double> below_;
    std::priority_queue<double, std::vector<double>, std::greater<>> above_; // it and what is larger
};

} // namespace espalier
