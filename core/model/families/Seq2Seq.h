#pragma once
// A model that reads a text and writes another: T5, BART and their kin.
#include "core/model/generation/KeyValueCache.h"
#include "core/model/layers/CrossAttention.h"

#include <optional>

namespace espalier {

// What was read, as the blocks that write look at it. Their keys and values of it are kept while one text is
// written.
class ReadText {
public:
    // In training: of a batch.
    ReadText(torch::Tensor states, const TokenBatch& batch) : states_(std::move(states)), batch_(&batch) {}
    // In writing: of one text.
    ReadText(torch::Tensor states, std::int64_t blocks)
        : states_(std::move(states)), kept_(static_cast<std::size_t>(blocks)) {}

    // As a Mix, for block `index` of those that write; `keys` and `values` turn the states into theirs.
    template<class Keys, class Values>
    torch::Tensor mix(std::int64_t index, const torch::Tensor& query, const Keys& keys, const Values& values,
                      const AttentionSettings& settings, const TokenBatch* written, const Forward& forward) {
        if (batch_)
            return crossAttention(query, keys(states_), values(states_), *written, *batch_, settings,
                                  forward);
        auto& pair = kept_[static_cast<std::size_t>(index)];
        if (!pair) pair = {keys(states_), values(states_)};
        return crossAttention(query, pair->first, pair->second, settings);
    }

private:
    torch::Tensor states_; // [tokens, dim]
    const TokenBatch* batch_ = nullptr;
    std::vector<std::optional<std::pair<torch::Tensor, torch::Tensor>>> kept_;
};

using HiddenStates = std::vector<torch::Tensor>;

class Seq2Seq {
public:
    virtual ~Seq2Seq() = default;

    // [tokens, dim]; `hidden` gets what leaves the embeddings and every block.
    virtual torch::Tensor encode(const TokenBatch& read, const Forward& forward,
                                 HiddenStates* hidden) const = 0;
    virtual torch::Tensor decode(const TokenBatch& written, ReadText& read, const Forward& forward,
                                 HiddenStates* hidden) const = 0;
    // The next tokens behind those in the cache: ids [rows, n] → [rows * n, dim]
    virtual torch::Tensor advance(const torch::Tensor& ids, KeyValueCache& cache, ReadText& read) const = 0;
    // [n, dim] → [n, vocabulary], float32
    virtual torch::Tensor logits(const torch::Tensor& decoded) const = 0;
};

} // namespace espalier
