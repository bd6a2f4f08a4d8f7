#pragma once
// How much memory there is, and what the process holds of it without need.
#include <cstdint>

namespace espalier {

// Bytes that this machine, or the control group around the process, has for programs; 0 where it doesn't say.
std::uint64_t machineMemory();

// Gives back what is free, of malloc's and of the pool for large blocks.
void handBackFreeMemory();

} // namespace espalier
