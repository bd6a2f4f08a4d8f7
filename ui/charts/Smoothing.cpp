#include "ui/charts/Smoothing.h"

#include <cmath>

namespace espalier {

std::vector<double> smoothed(const std::vector<double>& values, double weight) {
    std::vector<double> result;
    result.reserve(values.size());
    double mean = 0, correction = 1;
    for (const double value : values) {
        if (std::isfinite(value)) {
            mean = weight * mean + (1 - weight) * value;
            correction *= weight;
        }
        result.push_back(correction < 1 ? mean / (1 - correction) : value);
    }
    return result;
}

} // namespace espalier
