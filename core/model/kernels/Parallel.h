#pragma once
// Shares work among the threads that LibTorch computes with. at::parallel_for is a template that stays on one
// thread in code compiled without OpenMP; this is the one file compiled with it.
#include <cstdint>
#include <functional>

namespace espalier::kernel {

int threadCount();

// Calls work(begin, end) for parts of [0, count), each of `grain` at least, where there are as many: large
// ones first and ever smaller ones, so that threads end together. work may not throw.
void parallelFor(std::int64_t count, std::int64_t grain,
                 const std::function<void(std::int64_t begin, std::int64_t end)>& work);
// The same where the work needs to know its thread.
void parallelFor(std::int64_t count, std::int64_t grain,
                 const std::function<void(std::int64_t begin, std::int64_t end, int thread)>& work);

// Calls work(i, thread) for every i below count, in order; a thread that has done one takes the next, so that
// one that is held up holds up nobody else. work may not throw.
void parallelEach(std::int64_t count, const std::function<void(std::int64_t i, int thread)>& work);

} // namespace espalier::kernel
