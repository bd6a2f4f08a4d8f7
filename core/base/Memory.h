#pragma once
// How much memory there is, and how the process holds blocks of it that are free at the moment.
#include <cstdint>

namespace espalier {

// A step frees and takes the same blocks again and again: below this size they are kept instead of handed
// back to the system, which would clear every page anew.
constexpr int keptBlockBytes = 32 << 20;

// Bytes that this machine, or the control group around the process, has for programs; 0 where it doesn't say.
std::uint64_t machineMemory();

// Gives back what is free.
void handBackFreeMemory();

// As long as it lives larger blocks are handed back as soon as they are free: slower, but blocks of many
// sizes leave no gaps, which with recomputed activations take as much as the activations saved.
class LeanMemory {
public:
    LeanMemory();
    ~LeanMemory();
    LeanMemory(const LeanMemory&) = delete;
    LeanMemory& operator=(const LeanMemory&) = delete;
};

} // namespace espalier
