#pragma once
// As long as it lives LibTorch gets no block of memory larger than so many bytes, as on a card that is nearly
// full.
#include <c10/core/CPUAllocator.h>

#include <atomic>

namespace espalier::test {

class ScarceMemory {
public:
    explicit ScarceMemory(std::size_t largest)
        : before_(c10::GetCPUAllocator()), allocator_(*before_, largest) {
        c10::SetCPUAllocator(&allocator_, 1);
    }
    ~ScarceMemory() { c10::SetCPUAllocator(before_, 1); }
    ScarceMemory(const ScarceMemory&) = delete;
    ScarceMemory& operator=(const ScarceMemory&) = delete;

    int refusals() const { return allocator_.refusals; }

private:
    struct Allocator : c10::Allocator {
        Allocator(c10::Allocator& rich, std::size_t most) : source(rich), largest(most) {}

        c10::DataPtr allocate(std::size_t bytes) override {
            if (bytes > largest) {
                ++refusals;
                return source.allocate(std::size_t{1} << 60); // fails in its own words
            }
            return source.allocate(bytes);
        }
        c10::DeleterFnPtr raw_deleter() const override { return source.raw_deleter(); }
        void copy_data(void* to, const void* from, std::size_t bytes) const override {
            source.copy_data(to, from, bytes);
        }

        c10::Allocator& source;
        std::size_t largest;
        std::atomic<int> refusals = 0;
    };

    c10::Allocator* before_;
    Allocator allocator_;
};

} // namespace espalier::test
