#include "core/model/generation/KeyValueCache.h"

#include <limits>

namespace espalier {

torch::Tensor KeyValueCache::mix(std::int64_t block, std::int64_t rows, const torch::Tensor& query,
                                 const torch::Tensor& key, const torch::Tensor& value,
                                 const AttentionSettings& settings) {
    const auto tokens = query.size(0) / rows, size = query.size(1) / settings.heads;
    const auto byHead = [&](const torch::Tensor& x) {
        return x.view({rows, tokens, settings.heads, size}).transpose(1, 2);
    };
    auto& kept = blocks_[static_cast<std::size_t>(block)];
    kept.keys = kept.keys.defined() ? torch::cat({kept.keys, byHead(key)}, 2) : byHead(key);
    kept.values = kept.values.defined() ? torch::cat({kept.values, byHead(value)}, 2) : byHead(value);

    auto scores = torch::matmul(byHead(query), kept.keys.transpose(-1, -2)).to(torch::kFloat32) *
                  settings.scaleOf(size);
    const auto options = torch::TensorOptions().dtype(torch::kInt64).device(query.device());
    const auto distances = torch::arange(length_ + tokens, options).unsqueeze(0) -
                           torch::arange(length_, length_ + tokens, options).unsqueeze(1); // key − query
    if (settings.bias.defined()) {
        const auto middle = settings.bias.size(1) / 2;
        scores = scores + settings.bias.index_select(1, (distances + middle).flatten())
                              .view({1, settings.heads, tokens, length_ + tokens});
    }
    auto unseen = distances > 0;
    if (settings.reach > 0) unseen = unseen | (distances < -settings.reach);
    const auto weights =
        torch::softmax(scores.masked_fill(unseen, -std::numeric_limits<float>::infinity()), -1)
            .to(value.scalar_type());
    return torch::matmul(weights, kept.values)
        .transpose(1, 2)
        .reshape({rows * tokens, settings.heads * size});
}

void KeyValueCache::reorder(const torch::Tensor& rows) {
    for (auto& block : blocks_) {
        block.keys = block.keys.index_select(0, rows);
        block.values = block.values.index_select(0, rows);
    }
}

torch::Tensor placesOf(const torch::Tensor& ids, const KeyValueCache& cache) {
    return torch::arange(cache.length(), cache.length() + ids.size(1), ids.options()).repeat({ids.size(0)});
}

Mix mixOf(const TokenBatch& batch, const Forward& forward) {
    return [&batch, &forward](const auto& query, const auto& key, const auto& value, const auto& settings) {
        return attention(query, key, value, batch, settings, forward);
    };
}

Mix mixOf(std::int64_t block, const torch::Tensor& ids, KeyValueCache& cache) {
    return [block, rows = ids.size(0), &cache](const auto& query, const auto& key, const auto& value,
                                               const auto& settings) {
        return cache.mix(block, rows, query, key, value, settings);
    };
}

} // namespace espalier
