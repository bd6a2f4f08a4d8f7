#pragma once
// The model as rungs from the bottom: what freezing, forecasts and the layer ladder are said in.
#include <cstdint>
#include <string>
#include <vector>

namespace espalier {

struct Rung {
    std::string name; // "embeddings", "block.1" … "block.N", "pooler", "head"
    std::int64_t parameters = 0;
    std::int64_t tableParameters = 0; // of these, in tables of which a batch reads few rows
    int weightsOf =
        -1; // the lower rung whose weights this one uses, and freezes and trains with; -1: its own
    // Forward, matrix products only, 2 a multiply-add. Of the last block only what every token needs counts
    // by token; the rest is computed for the one token of a text that the pooler reads.
    double flopsPerToken = 0;
    double flopsPerText = 0;
    double flopsPerTokenPair = 0;        // attention: by tokens × tokens of a text
    double activationsPerToken = 0;      // numbers that training keeps for the backward pass
    double inputPerToken = 0;            // numbers that come in from below
    double activationsPerPaddedPair = 0; // and for every two tokens of a text, where attention is padded
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

} // namespace espalier
