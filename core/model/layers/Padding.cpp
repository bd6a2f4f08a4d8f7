#include "core/model/layers/Padding.h"

namespace espalier {

Padding::Padding(const TokenBatch& batch) : batch_(batch) {
    const auto lengths = batch.starts.diff();
    const auto segmentOf =
        torch::repeat_interleave(torch::arange(batch.segments(), lengths.options()), lengths);
    place_ = segmentOf * batch.longest + batch.positions.slice(0, 0, batch.tokens());
    outside_ = torch::arange(batch.longest, lengths.options()).unsqueeze(0) >= lengths.unsqueeze(1);
}

torch::Tensor Padding::rows(const torch::Tensor& packed) const {
    return packed.new_zeros({batch_.segments() * batch_.longest, packed.size(1)})
        .index_copy(0, place_, packed.slice(0, 0, batch_.tokens()))
        .view({batch_.segments(), batch_.longest, packed.size(1)});
}

torch::Tensor Padding::byHead(const torch::Tensor& packed, std::int64_t heads) const {
    return rows(packed)
        .view({batch_.segments(), batch_.longest, heads, packed.size(1) / heads})
        .permute({2, 0, 1, 3})
        .contiguous();
}

torch::Tensor Padding::mixed(const torch::Tensor& scores, const torch::Tensor& value, std::int64_t heads,
                             double dropoutP, const Forward& forward) const {
    const auto segments = batch_.segments(), longest = batch_.longest;
    const auto seen = scores.masked_fill(outside_.view({1, segments, 1, longest}), unseenScore);
    const auto weights = dropout(torch::softmax(seen, -1), dropoutP, forward).to(value.scalar_type());
    return packed(torch::matmul(weights, byHead(value, heads)), value.size(0));
}

torch::Tensor Padding::packed(const torch::Tensor& byHead, std::int64_t count) const {
    const auto rows = byHead.permute({1, 2, 0, 3})
                          .reshape({batch_.segments() * batch_.longest, byHead.size(0) * byHead.size(3)})
                          .index_select(0, place_);
    return torch::constant_pad_nd(rows, {0, 0, 0, count - batch_.tokens()});
}

} // namespace espalier
