#pragma once
// How a text's tokens become the one vector that the head reads.
#include <string>
#include <vector>

namespace espalier {

// "auto": as the family does it, or as the checkpoint says; "first": the token that the family reads, without
// a pooler; "mean" and "max" over all tokens; "attention": a mean with learned weights.
inline const std::vector<std::string>& poolingNames() {
    static const std::vector<std::string> names{"auto", "first", "mean", "max", "attention"};
    return names;
}

constexpr const char* allTokens = "tokens"; // nothing is pooled, for a head over every token

// Whether more than one token of a text is read.
inline bool poolsTokens(const std::string& pooling) {
    return pooling == allTokens || pooling == "mean" || pooling == "max" || pooling == "attention";
}

} // namespace espalier
