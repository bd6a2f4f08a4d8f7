#pragma once
#include <cstdint>

namespace espalier {

// Speed over the last steps, so that it neither jumps nor lags.
class RateMeter {
public:
    double add(double seconds, std::int64_t samples) {
        constexpr double memory = 0.9;
        seconds_ = memory * seconds_ + seconds;
        samples_ = memory * samples_ + static_cast<double>(samples);
        return seconds_ > 0 ? samples_ / seconds_ : 0;
    }

private:
    double seconds_ = 0, samples_ = 0;
};

} // namespace espalier
