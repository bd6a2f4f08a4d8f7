#pragma once
#include <vector>

namespace espalier {

// Exponential moving average, started without a bias towards 0 (Kingma & Ba 2015, section 3). weight in [0,
// 1): 0 leaves the values as they are. What is not finite is passed over.
std::vector<double> smoothed(const std::vector<double>& values, double weight);

} // namespace espalier
