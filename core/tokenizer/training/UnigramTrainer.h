#pragma once
// Unigram from words and their counts: from many seed pieces those go, a quarter at a time, without which the
// words are hardly less likely. Kudo 2018, arXiv:1804.10959; the steps and their numbers are sentencepiece's.
#include "core/tokenizer/training/Training.h"
#include "core/tokenizer/training/WordTable.h"

#include <span>

namespace espalier {

struct UnigramTraining : PieceTraining {
    std::size_t seeds = 1'000'000; // pieces to begin with
    double kept = 0.75;            // share of the pieces that a round keeps
    int estimates = 2;             // of the probabilities, in a round
};

struct ScoredPiece {
    std::string text;
    double score; // log-probability
};

// The likeliest first; with the special tokens as many as the size says, or fewer where the words have no
// more. Throws Stopped, and Error(Usage) as checkRoom.
std::vector<ScoredPiece> trainUnigram(std::span<const CountedWord> words, const UnigramTraining& training);

} // namespace espalier
