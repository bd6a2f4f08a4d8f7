// What libraries read from the environment as they are loaded has to be there before main(): the functions of
// .preinit_array run first of all.
#if defined(__GLIBC__) || defined(__linux__)

#include <malloc.h>

#include <cstdlib>

namespace {

void beforeMain(int, char**, char**) {
    // By default libgomp's threads spin for many milliseconds wherever they wait for one another. With any
    // other busy program beside, that slows training to a tenth; this is some 10 µs, then they sleep.
    if (!std::getenv("OMP_WAIT_POLICY")) ::setenv("GOMP_SPINCOUNT", "20000", 0);
    // What a step frees it takes again in the next one: the system would clear every page anew.
    ::mallopt(M_MMAP_THRESHOLD, 32 << 20);
    ::mallopt(M_TRIM_THRESHOLD, 512 << 20);
    ::mallopt(M_TOP_PAD, 16 << 20);
}

[[gnu::section(".preinit_array"), gnu::used]] void (*const hook)(int, char**, char**) = beforeMain;

} // namespace

#endif
