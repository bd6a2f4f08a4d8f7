#include "core/model/layers/Pooling.h"

namespace espalier {

namespace {

torch::Tensor lengthsOf(const TokenBatch& batch) {
    const auto starts = batch.starts.slice(0, 0, batch.segments() + 1);
    return starts.slice(0, 1) - starts.slice(0, 0, batch.segments());
}

// Sums and means are taken in float32 without the tokens filled up.
torch::Tensor tokensOf(const torch::Tensor& hidden, const TokenBatch& batch) {
    return hidden.slice(0, 0, batch.tokens()).to(torch::kFloat32);
}

torch::Tensor reduced(const torch::Tensor& values, const char* how, const TokenBatch& batch) {
    return torch::segment_reduce(values, how, lengthsOf(batch), {}, {}, 0, /*unsafe=*/true);
}

} // namespace

torch::Tensor firstTokens(const torch::Tensor& hidden, const TokenBatch& batch) {
    return hidden.index_select(0, batch.starts.slice(0, 0, batch.segments()));
}

torch::Tensor lastTokens(const torch::Tensor& hidden, const TokenBatch& batch) {
    return hidden.index_select(0, batch.starts.slice(0, 1) - 1);
}

torch::Tensor pooledOver(const std::string& how, const torch::Tensor& hidden, const TokenBatch& batch) {
    return reduced(tokensOf(hidden, batch), how.c_str(), batch);
}

torch::Tensor pooledByAttention(const torch::Tensor& query, const torch::Tensor& hidden,
                                const TokenBatch& batch) {
    const auto tokens = tokensOf(hidden, batch);
    const auto scores = tokens.mv(query);
    const auto segments = torch::arange(batch.segments(), batch.starts.options());
    const auto segmentOf = torch::repeat_interleave(segments, lengthsOf(batch));
    const auto largest = reduced(scores.detach(), "max", batch); // so that no exponential overflows
    const auto weights = torch::exp(scores - largest.index_select(0, segmentOf));
    const auto sums = reduced(weights, "sum", batch).index_select(0, segmentOf);
    return reduced(tokens * (weights / sums).unsqueeze(1), "sum", batch);
}

} // namespace espalier
