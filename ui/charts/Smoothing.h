#pragma once

namespace espalier {

// Exponential moving average, value by value, started without a bias towards 0 (Kingma & Ba 2015, section 3).
// weight in [0, 1): 0 leaves the values as they are. What is not finite is passed over.
class Smoother {
public:
    Smoother() = default;
    explicit Smoother(double weight) : weight_(weight) {}
    double next(double value);

private:
    double weight_ = 0, mean_ = 0, correction_ = 1;
};

} // namespace espalier
