#pragma once
// Splits [0, count) over threads in blocks handed out as threads become free. The first exception that a
// block throws is thrown again in the caller, after all threads have ended.
#include <cstddef>
#include <functional>

namespace espalier {

int hardwareThreads();
void parallelFor(std::size_t count, std::size_t blockSize, int threads,
                 const std::function<void(std::size_t begin, std::size_t end)>& block);

} // namespace espalier
