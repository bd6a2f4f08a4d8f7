#pragma once
// What BERT and its kin share: post-norm blocks, of whose last one only the first token of a text is read. A
// family adds its embeddings and its pooler.
#include "core/model/Encoder.h"
#include "core/model/families/SpecList.h"
#include "core/model/layers/PostNormBlock.h"

namespace espalier {

class PostNormEncoder : public Encoder {
public:
    torch::Tensor block(std::int64_t index, const torch::Tensor& x, const TokenBatch& batch,
                        const Forward& forward) const override;
    torch::Tensor gatheredBlock(std::int64_t index, const torch::Tensor& x, const TokenBatch& batch,
                                const Forward& forward) const override;
    torch::Tensor gather(const torch::Tensor& hidden, const TokenBatch& batch) const override;

protected:
    // prefix: of the blocks, before their numbers: "bert.encoder.layer."
    PostNormEncoder(const ModelConfig& config, const Parameters& parameters, const std::string& prefix,
                    const BlockNames& names, BlockSettings settings);
    // prefixes: of each block; blocks that share their weights have the same.
    PostNormEncoder(const ModelConfig& config, const Parameters& parameters,
                    const std::vector<std::string>& prefixes, const BlockNames& names,
                    BlockSettings settings);

    const PostNormBlock& at(std::int64_t block) const { return blocks_[static_cast<std::size_t>(block)]; }
    // How tokens look at each other in this batch; the same in all blocks.
    virtual AttentionSettings attentionIn(const TokenBatch&) const { return settings_.attention; }

private:
    BlockSettings settingsFor(const TokenBatch& batch) const;

    std::vector<PostNormBlock> blocks_;
    BlockSettings settings_;
};

// A batch's rows of the table of words, [tokens, width]; on the CPU their gradient is sparse.
torch::Tensor wordsOf(const torch::Tensor& table, const TokenBatch& batch);
// A sum of embeddings, normalised in float32: it is a small part of the work and the start of every sum to
// come. → [tokens, width] in the compute precision
torch::Tensor normalEmbeddings(const torch::Tensor& sum, const LayerNorm& norm, double dropoutP,
                               const Forward& forward);

// A dense layer with an activation between what is gathered of a text and the head: "pooler", or the first
// layer of a head that has two. Of a model that is pooled otherwise it must not be called.
class DensePooler {
public:
    // name: of the layer; dropoutP: of its input.
    DensePooler(const ModelConfig& config, const Parameters& parameters, const std::string& name,
                std::string activation, double dropoutP = 0);
    torch::Tensor operator()(const torch::Tensor& gathered, const Forward& forward) const;

private:
    std::optional<Linear> dense_;
    std::string activation_;
    double dropout_;
};

} // namespace espalier
