#pragma once
// An encoder as rungs: embeddings, blocks, pooler. All hidden states are packed: [tokens, dim].
#include "core/model/TokenBatch.h"
#include "core/model/layers/Dropout.h"

namespace espalier {

class KeyValueCache;

class Encoder {
public:
    virtual ~Encoder() = default;
    virtual torch::Tensor embed(const TokenBatch& batch, const Forward& forward) const = 0; // [tokens, dim]
    virtual torch::Tensor block(std::int64_t index, const torch::Tensor& hidden, const TokenBatch& batch,
                                const Forward& forward) const = 0; // [tokens, dim]
    // gather(block(…)), for the last block: encoders of which one token a segment is read compute no other.
    virtual torch::Tensor gatheredBlock(std::int64_t index, const torch::Tensor& hidden,
                                        const TokenBatch& batch, const Forward& forward) const {
        return gather(block(index, hidden, batch, forward), batch);
    }
    // Of decoders: ids [rows, n], the next tokens behind those in the cache → [rows * n, dim] as they leave
    // the last block. Others can't go on from a cache, since what they make of a token depends on those
    // behind it.
    virtual torch::Tensor advance(const torch::Tensor& ids, KeyValueCache& cache) const;
    // What the pooler reads of each segment, without any weights: the first token, a mean, …
    virtual torch::Tensor gather(const torch::Tensor& hidden,
                                 const TokenBatch& batch) const = 0; // [segments, dim]
    virtual torch::Tensor pool(const torch::Tensor& gathered,
                               const Forward& forward) const = 0; // [segments, dim]
};

} // namespace espalier
