#pragma once
// The model as rungs from the bottom: what freezing, forecasts and the layer ladder are said in.
#include <cstdint>
#include <string>
#include <vector>

namespace espalier {

struct Rung {
    std::string name; // "embeddings", "block.1" … "block.N", "pooler", "head"
    std::int64_t parameters = 0;
    double flopsPerToken = 0;           // forward, matrix products only, 2 a multiply-add
    double activationBytesPerToken = 0; // what training keeps for the backward pass, float32
};

struct Anatomy {
    std::vector<Rung> rungs;

    std::int64_t parameters() const;
    int blocks() const;
    // Index of a rung, or -1.
    int find(const std::string& name) const;
};

// Throws Error(Usage) that lists the rungs there are.
[[noreturn]] void failUnknownRung(const std::string& name, const Anatomy& anatomy);

// Accepts "4" (embeddings and the lowest 4 blocks), "" (nothing), or rung names separated by commas. Throws
// Error(Usage) naming an unknown rung and the ones there are.
std::vector<std::string> parseFreeze(const std::string& text, const Anatomy& anatomy);

// What a run will need, in bytes; from the anatomy alone, for this many tokens in a batch.
struct MemoryForecast {
    double weights = 0, gradients = 0, optimizer = 0, activations = 0;
    double total() const { return weights + gradients + optimizer + activations; }
};
MemoryForecast forecastMemory(const Anatomy& anatomy, const std::vector<std::string>& frozen,
                              double tokensPerBatch);

} // namespace espalier
