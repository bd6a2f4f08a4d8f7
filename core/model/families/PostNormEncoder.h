#pragma once
// What BERT and its kin share: post-norm blocks, of whose last one only the first token of a text is read. A
// family adds its embeddings and its pooler.
#include "core/model/Encoder.h"
#include "core/model/families/Family.h"
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

private:
    std::vector<PostNormBlock> blocks_;
    BlockSettings settings_;
};

// A batch's rows of the table of words, [tokens, width]; on the CPU their gradient is sparse.
torch::Tensor wordsOf(const torch::Tensor& table, const TokenBatch& batch);
// A sum of embeddings, normalised in float32: it is a small part of the work and the start of every sum to
// come. → [tokens, width] in the compute precision
torch::Tensor normalEmbeddings(const torch::Tensor& sum, const LayerNorm& norm, double dropoutP,
                               const Forward& forward);

// The weights of a family in the order of its rungs.
class SpecList {
public:
    void nextRung() { ++rung_; }
    void add(const std::string& name, std::vector<std::int64_t> shape, TensorSpec::Start start,
             bool optional = false);
    void table(const std::string& name, std::int64_t rows,
               std::int64_t width); // of which a batch reads few rows
    void linear(const std::string& name, std::int64_t out, std::int64_t in, bool optional = false);
    void norm(const std::string& name, std::int64_t width);
    // One a block, each a rung.
    void postNormBlocks(const ModelConfig& config, const std::string& prefix, const BlockNames& names);
    std::vector<TensorSpec> take() { return std::move(specs_); }

private:
    std::vector<TensorSpec> specs_;
    int rung_ = 0;
};

// Throws Error(Format) for an activation that is none of gelu, gelu_new and relu.
void checkActivation(const ModelConfig& config, const char* key, const Json& json, const std::string& origin);

} // namespace espalier
