#include "core/base/Memory.h"

#include "core/base/BlockPool.h"

#include <unistd.h>

#include <algorithm>
#include <fstream>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace espalier {

std::uint64_t machineMemory() {
    const auto pages = ::sysconf(_SC_PHYS_PAGES), pageBytes = ::sysconf(_SC_PAGESIZE);
    auto bytes = pages > 0 && pageBytes > 0
                     ? static_cast<std::uint64_t>(pages) * static_cast<std::uint64_t>(pageBytes)
                     : 0;
    std::uint64_t limit = 0; // of a container; "max" where there is none
    if (std::ifstream("/sys/fs/cgroup/memory.max") >> limit && limit > 0)
        bytes = bytes > 0 ? std::min(bytes, limit) : limit;
    return bytes;
}

void handBackFreeMemory() {
    largeBlocks().giveBack();
#ifdef __GLIBC__
    ::malloc_trim(0);
#endif
}

} // namespace espalier
