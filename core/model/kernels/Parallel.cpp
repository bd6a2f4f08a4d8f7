#include "core/model/kernels/Parallel.h"

#include <omp.h>

#include <algorithm>

namespace espalier::kernel {

int threadCount() {
    return omp_get_max_threads();
}

void parallelFor(std::int64_t count, std::int64_t grain,
                 const std::function<void(std::int64_t, std::int64_t)>& work) {
    const auto parts = std::min<std::int64_t>(threadCount(), (count + grain - 1) / grain);
    if (parts <= 1) {
        if (count > 0) work(0, count);
        return;
    }
#pragma omp parallel num_threads(static_cast<int>(parts))
    {
        const std::int64_t part = omp_get_thread_num();
        work(count * part / parts, count * (part + 1) / parts);
    }
}

} // namespace espalier::kernel
