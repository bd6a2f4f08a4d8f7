#pragma once
#include <cmath>

namespace espalier {

// The derivative of the logarithm of the gamma function, for x > 0; to 1e-10. By psi(x) = psi(x + 1) - 1/x
// and the asymptotic series, Abramowitz & Stegun 6.3.5 and 6.3.18.
inline double digamma(double x) {
    constexpr double seriesFrom = 10;
    double below = 0;
    for (; x < seriesFrom; ++x) below += 1 / x;
    const double y = 1 / (x * x);
    return std::log(x) - 0.5 / x - y * (1.0 / 12 - y * (1.0 / 120 - y * (1.0 / 252 - y / 240))) - below;
}

} // namespace espalier
