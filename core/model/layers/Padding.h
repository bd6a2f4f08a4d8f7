#pragma once
// A packed batch laid out in rows of equal length, for attention by LibTorch's own operations.
#include "core/model/TokenBatch.h"
#include "core/model/layers/Dropout.h"

#include <limits>

namespace espalier {

// In place of the score of what is not seen. Not infinite: rows of padding may see nothing at all, and
// softmax of that would be no number, which gradients carry on.
constexpr float unseenScore = std::numeric_limits<float>::lowest();

class Padding {
public:
    explicit Padding(const TokenBatch& batch);

    // [tokens, dim] → [segments, longest, dim], zeros behind each segment
    torch::Tensor rows(const torch::Tensor& packed) const;
    // [tokens, heads * size] → [heads, segments, longest, size], one block: whoever multiplies it copies
    // nothing
    torch::Tensor byHead(const torch::Tensor& packed, std::int64_t heads) const;
    // [heads, segments, longest, size] → [count, heads * size], zeros behind the batch's tokens
    torch::Tensor packed(const torch::Tensor& byHead, std::int64_t count) const;
    const torch::Tensor& outside() const {
        return outside_;
    } // bool [segments, longest]: rows that no token has
    // The softmax of scores [heads, segments, longest, longest] over each segment's own tokens, times the
    // values [tokens, heads * size] → [tokens, heads * size]
    torch::Tensor mixed(const torch::Tensor& scores, const torch::Tensor& value, std::int64_t heads,
                        double dropoutP, const Forward& forward) const;

private:
    const TokenBatch& batch_;
    torch::Tensor place_; // [tokens]: the row of a token
    torch::Tensor outside_;
};

} // namespace espalier
