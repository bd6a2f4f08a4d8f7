#pragma once
// Byte-pair encoding from words and their counts: the pair that occurs most often becomes a piece, again and
// again. Sennrich et al. 2016, arXiv:1508.07909. Pieces, merges and their order are those of Hugging Face's
// `tokenizers`; of pairs that occur as often the one with the smaller ids is first.
#include "core/tokenizer/models/Bpe.h"
#include "core/tokenizer/training/Training.h"
#include "core/tokenizer/training/WordTable.h"

#include <span>

namespace espalier {

struct BpeTraining : PieceTraining {
    std::string continuationPrefix;        // of pieces that don't begin a word
    std::vector<char32_t> initialAlphabet; // characters that the vocabulary has whatever the words are
};

struct TrainedBpe {
    std::vector<std::string> tokens; // by id: special tokens, characters, merged ones
    std::vector<Bpe::Merge> merges;
};

// Throws Stopped, and Error(Usage) as checkRoom.
TrainedBpe trainBpe(std::span<const CountedWord> words, const BpeTraining& training);

} // namespace espalier
