#include "core/model/kernels/Parallel.h"

#include <omp.h>

#include <algorithm>
#include <atomic>

#ifdef __SANITIZE_THREAD__
#include <sanitizer/tsan_interface.h>
#endif

namespace espalier::kernel {

namespace {

// The thread sanitizer doesn't see how libgomp's threads wait for each other, so it is told: what one thread
// has handed over, another that takes over afterwards may read.
#ifdef __SANITIZE_THREAD__
#define ESPALIER_BY_LIBGOMP __attribute__((no_sanitize_thread)) // what the compiler hands to its threads
char baton;
void handOver() {
    __tsan_release(&baton);
}
void takeOver() {
    __tsan_acquire(&baton);
}
#else
#define ESPALIER_BY_LIBGOMP
void handOver() {}
void takeOver() {}
#endif

} // namespace

int threadCount() {
    return omp_get_max_threads();
}

void parallelFor(std::int64_t count, std::int64_t grain,
                 const std::function<void(std::int64_t, std::int64_t)>& work) {
    const auto parts = std::min<std::int64_t>(threadCount(), (count + grain - 1) / grain);
    parallelEach(parts,
                 [&](std::int64_t part, int) { work(count * part / parts, count * (part + 1) / parts); });
}

ESPALIER_BY_LIBGOMP
void parallelEach(std::int64_t count, const std::function<void(std::int64_t, int)>& work) {
    const auto threads = std::min<std::int64_t>(threadCount(), count);
    std::atomic<std::int64_t> next = 0;
    const auto take = [&](int thread) {
        for (std::int64_t i; (i = next.fetch_add(1, std::memory_order_relaxed)) < count;) work(i, thread);
    };
    if (threads <= 1) return take(0);
    handOver();
#pragma omp parallel num_threads(static_cast <int>(threads))
    {
        takeOver();
        take(omp_get_thread_num());
        handOver();
    }
    takeOver();
}

} // namespace espalier::kernel
