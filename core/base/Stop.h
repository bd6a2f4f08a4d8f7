#pragma once
// Cancelling long work: std::stop_token, and the exception that unwinds to whoever started the work.
#include <exception>
#include <stop_token>

namespace espalier {

using StopToken = std::stop_token;
using StopSource = std::stop_source;

struct Stopped : std::exception {
    const char* what() const noexcept override { return "stopped"; }
};

inline void throwIfStopped(const StopToken& stop) {
    if (stop.stop_requested()) throw Stopped();
}

} // namespace espalier
