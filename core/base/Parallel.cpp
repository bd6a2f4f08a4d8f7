#include "core/base/Parallel.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace espalier {

int hardwareThreads() {
    return std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

void parallelFor(std::size_t count, std::size_t blockSize, int threads,
                 const std::function<void(std::size_t, std::size_t)>& block) {
    const std::size_t blocks = (count + blockSize - 1) / blockSize;
    std::atomic<std::size_t> next{0};
    std::exception_ptr failure;
    std::mutex failureMutex;
    const auto work = [&] {
        for (std::size_t i = next++; i < blocks; i = next++) {
            try {
                block(i * blockSize, std::min(count, (i + 1) * blockSize));
            } catch (...) {
                const std::lock_guard lock(failureMutex);
                if (!failure) failure = std::current_exception();
                next = blocks;
            }
        }
    };
    {
        std::vector<std::jthread> helpers;
        const auto wanted = std::min<std::size_t>(std::max(1, threads), blocks);
        for (std::size_t i = 1; i < wanted; ++i) helpers.emplace_back(work);
        work();
    }
    if (failure) std::rethrow_exception(failure);
}

} // namespace espalier
