#pragma once
// Which of several checkpoints suits somebody's texts, task and machine, and why: a judgement of plain
// figures.
#include "core/base/Message.h"

#include <cstdint>
#include <vector>

namespace espalier {

// The texts of which something is to be said.
struct AdviceData {
    std::string language; // ISO code; "" where it is not known
    std::string spoken;   // the same in the reader's words: "German"
};

struct AdviceMachine {
    bool graphicsCard = false; // that trains
    double memoryBytes = 0;    // for training; 0: not known
};

struct AdviceCandidate {
    std::string name;
    std::string family;    // "bert"
    std::string languages; // ISO codes from the model card, "multilingual", or ""
    std::string spoken;    // the same in the reader's words
    std::int64_t parameters = 0;
    std::int64_t maxLength = 0;
    double memoryBytes = 0; // that training needs
    // Of the texts, as its tokenizer sees them.
    double unknownShare = 0, piecesPerWord = 0;
    double longerShare = 0; // of the texts, than maxLength
};

enum class Suits { Well, Passably, Badly };

struct Verdict {
    Suits suits = Suits::Well;
    double cost = 0; // what speaks against it; the lowest is advised
    Message because; // the fact that weighs most: a whole sentence
};

struct Advice {
    std::vector<Verdict> verdicts; // one a candidate
    int best = -1;                 // index; -1: none is any good

    // Whether the best is so much better than this one that it is worth saying.
    bool isClearlyBetterThan(int candidate) const;
};

Advice advise(const AdviceData& data, const AdviceMachine& machine,
              const std::vector<AdviceCandidate>& candidates);

// Whether a card's languages name this one; "multilingual" and lists of many name every one.
bool speaks(const std::string& languages, const std::string& language);

} // namespace espalier
