#include "ui/charts/Smoothing.h"

#include <cmath>

namespace espalier {

double Smoother::next(double value) {
    if (std::isfinite(value)) {
        mean_ = weight_ * mean_ + (1 - weight_) * value;
        correction_ *= weight_;
    }
    return correction_ < 1 ? mean_ / (1 - correction_) : value;
}

} // namespace espalier
