#pragma once
#include <chrono>
#include <string>

namespace espalier {

// Seconds since construction, on a clock that never jumps back.
class Stopwatch {
public:
    double seconds() const {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
    }

private:
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

std::string nowIso8601(); // local time with offset, to the second

} // namespace espalier
