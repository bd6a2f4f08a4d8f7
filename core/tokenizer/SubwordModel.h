#pragma once
// The third stage: a word in, the ids of its pieces out.
#include "core/tokenizer/Vocabulary.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace espalier {

struct Piece {
    std::int32_t id;
    std::uint32_t begin, end; // bytes of the word
};

class SubwordModel {
public:
    virtual ~SubwordModel() = default;
    virtual void tokenize(std::string_view word, std::vector<Piece>& pieces) const = 0; // appends
    virtual const Vocabulary& vocabulary() const = 0;
    virtual std::int32_t unknownId() const = 0; // -1 where the family has none
};

} // namespace espalier
