#pragma once
// What every kind of training takes and reports.
#include "core/base/Error.h"
#include "core/base/Stop.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace espalier {

using TrainingProgress = std::function<void(double done)>; // [0, 1], on the calling thread

struct PieceTraining {
    std::int32_t size = 30000; // of the vocabulary, with the special tokens
    std::vector<std::string> specialTokens;
    std::int64_t minFrequency = 2; // of what becomes a piece
    std::int32_t alphabet = 0;     // at most so many characters, the most frequent; 0: all
    int threads = 0;               // 0: all
    TrainingProgress progress;
    StopToken stop;
};

// Throws Error(Usage) where the pieces that there must be are more than the size.
void checkRoom(const PieceTraining& training, std::size_t least);

} // namespace espalier
