// Chooses the kernels for the processor at hand.
#include "core/model/kernels/Kernels.h"

namespace espalier::kernel {

namespace plain {
extern const Kernels table;
}
#if defined(__x86_64__)
namespace avx2 {
extern const Kernels table;
}
namespace avx512 {
extern const Kernels table;
}
#endif

KernelList availableKernels() {
    KernelList list{{&plain::table}, 1};
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
        list.items[list.count++] = &avx2::table;
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
        __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq"))
        list.items[list.count++] = &avx512::table;
#endif
    return list;
}

const Kernels& kernels() {
    static const KernelList list = availableKernels();
    return *list.items[list.count - 1];
}

Dropout makeDropout(double p, std::uint64_t seed) {
    if (p <= 0) return {};
    const double threshold = p * 4294967296.0;
    std::uint64_t mixed = (seed ^ seed >> 30) * 0xBF58476D1CE4E5B9ull; // splitmix64's finaliser
    mixed = (mixed ^ mixed >> 27) * 0x94D049BB133111EBull;
    return {static_cast<std::uint32_t>(threshold < 4294967295.0 ? threshold : 4294967295.0),
            static_cast<float>(1 / (1 - p)), static_cast<std::uint32_t>(mixed >> 32)};
}

} // namespace espalier::kernel
