#include "core/base/Memory.h"

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace espalier {

namespace {

constexpr int leanBlockBytes = 8 << 20; // smaller ones hardly leave gaps, and would cost a fifth of the time

void keepBelow([[maybe_unused]] int bytes) {
#ifdef __GLIBC__
    ::mallopt(M_MMAP_THRESHOLD, bytes);
#endif
}

} // namespace

void handBackFreeMemory() {
#ifdef __GLIBC__
    ::malloc_trim(0);
#endif
}

LeanMemory::LeanMemory() {
    keepBelow(leanBlockBytes);
    handBackFreeMemory();
}

LeanMemory::~LeanMemory() {
    keepBelow(keptBlockBytes);
}

} // namespace espalier
