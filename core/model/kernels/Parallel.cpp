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

// Whoever is free takes the next part: of what is left half of a thread's share, within these limits.
ESPALIER_BY_LIBGOMP
void shareOut(std::int64_t count, std::int64_t smallest, std::int64_t largest,
              const std::function<void(std::int64_t, std::int64_t, int)>& work) {
    const auto threads = std::min<std::int64_t>(threadCount(), (count + smallest - 1) / smallest);
    if (threads <= 1) {
        for (std::int64_t i = 0; i < count; i += largest) work(i, std::min(i + largest, count), 0);
        return;
    }
    std::atomic<std::int64_t> next = 0;
    const auto take = [&](int thread) {
        for (auto begin = next.load(std::memory_order_relaxed); begin < count;) {
            const auto part = std::clamp((count - begin) / (2 * threads), smallest, largest);
            const auto end = std::min(begin + part, count);
            if (!next.compare_exchange_weak(begin, end, std::memory_order_relaxed)) continue;
            work(begin, end, thread);
            begin = next.load(std::memory_order_relaxed);
        }
    };
    handOver();
#pragma omp parallel num_threads(static_cast <int>(threads))
    {
        takeOver();
        take(omp_get_thread_num());
        handOver();
    }
    takeOver();
}

} // namespace

int threadCount() {
    return omp_get_max_threads();
}

void parallelFor(std::int64_t count, std::int64_t grain,
                 const std::function<void(std::int64_t, std::int64_t, int)>& work) {
    if (count > 0) shareOut(count, grain, std::max(count, grain), work);
}

void parallelFor(std::int64_t count, std::int64_t grain,
                 const std::function<void(std::int64_t, std::int64_t)>& work) {
    parallelFor(count, grain, [&](std::int64_t begin, std::int64_t end, int) { work(begin, end); });
}

void parallelEach(std::int64_t count, const std::function<void(std::int64_t, int)>& work) {
    shareOut(count, 1, 1, [&](std::int64_t i, std::int64_t, int thread) { work(i, thread); });
}

} // namespace espalier::kernel
