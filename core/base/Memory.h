#pragma once
// How the process holds blocks of memory that are free at the moment.

namespace espalier {

// A step frees and takes the same blocks again and again: below this size they are kept instead of handed
// back to the system, which would clear every page anew.
constexpr int keptBlockBytes = 32 << 20;

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
