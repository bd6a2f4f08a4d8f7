#pragma once
// Random choices that come out the same on every machine: the standard library's distributions do not.
#include <cstdint>
#include <random>
#include <utility>
#include <vector>

namespace espalier {

// SplitMix64's finaliser (Steele et al. 2014): neighbouring seeds and epochs give unrelated sequences.
inline std::uint64_t mixed(std::uint64_t x) {
    x += 0x9E3779B97F4A7C15u;
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
    return x ^ (x >> 31);
}

class Random {
public:
    explicit Random(std::uint64_t seed) : engine_(seed) {}

    // Uniform in [0, n), by rejection so that no number is favoured.
    std::uint64_t below(std::uint64_t n) {
        const std::uint64_t limit = n * (UINT64_MAX / n);
        std::uint64_t value;
        do value = engine_();
        while (value >= limit);
        return value % n;
    }

    // Fisher–Yates.
    template<class T>
    void shuffle(std::vector<T>& items) {
        for (std::size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[below(i)]);
    }

private:
    std::mt19937_64 engine_; // its sequence is fixed by the standard
};

} // namespace espalier
