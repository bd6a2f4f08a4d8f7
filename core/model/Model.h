#pragma once
// An encoder with a classification head: packed tokens in, logits out.
#include "core/model/Adapters.h"
#include "core/model/Anatomy.h"
#include "core/model/Config.h"
#include "core/model/Encoder.h"
#include "core/model/Parameters.h"
#include "core/model/families/TokenHead.h"
#include "core/model/layers/Linear.h"

namespace espalier {

class Model {
public:
    Model(ModelConfig config, Parameters parameters, std::vector<std::string> labels);

    const ModelConfig& config() const { return config_; }
    const Parameters& parameters() const { return parameters_; }
    const Anatomy& anatomy() const { return anatomy_; }
    const std::vector<std::string>& labels() const { return labels_; }
    torch::Device device() const { return parameters_.all().front().value.device(); }

    // Makes all other rungs trainable (none is before the first call); of embeddings and blocks only the
    // biases where that is asked for (BitFit, Ben Zaken et al. 2022, arXiv:2106.10199), only the adapters
    // where there are any. Rungs below the lowest that trains then run without gradients and without dropout.
    // Throws Error(Usage) for an unknown rung and where nothing is left.
    void freeze(const std::vector<std::string>& rungs, bool biasesOnly = false);
    // Puts adapters beside the projections of all blocks but these; freeze comes after it.
    void adapt(const LowRank& settings, const std::vector<std::string>& frozen, std::uint64_t seed);
    // Blocks that keep only their input for the backward pass and are computed again in it (Recompute.h).
    // Throws Error(Usage) for a rung that is no block.
    void recompute(const std::vector<std::string>& blocks);
    // Overrides dropout probabilities of the config; below 0: as they are.
    void setDropout(double hidden, double attention, double head);

    // [segments, labels], float32; of a model with a head over tokens alone [TokenBatch::answering, labels].
    // Where `hidden` is given it gets what leaves the embeddings and every block.
    torch::Tensor logits(const TokenBatch& batch, const Forward& forward,
                         std::vector<torch::Tensor>* hidden = nullptr) const;
    // The same without the head: [segments, dim], the pooler's output, or [answering, dim].
    torch::Tensor pooled(const TokenBatch& batch, const Forward& forward,
                         std::vector<torch::Tensor>* hidden = nullptr) const;

    // The same in two parts. What the rungs below the lowest trainable one make of a text is the same in
    // every epoch: [tokens, dim] without rows filled up, or where all blocks are frozen what the head reads,
    // in the compute precision.
    int lowestTrainable() const { return lowestTrainable_; } // index of the rung; 0: nothing is frozen
    bool frozenByToken() const {
        return lowestTrainable_ < poolerRung() + (config_.pooling == "attention" ? 1 : 0);
    }
    torch::Tensor frozenPart(const TokenBatch& batch, const Forward& forward) const;
    torch::Tensor pooledFrom(const torch::Tensor& frozenPart, const TokenBatch& batch,
                             const Forward& forward) const;
    torch::Tensor logitsFrom(const torch::Tensor& frozenPart, const TokenBatch& batch,
                             const Forward& forward) const;
    // Of a model with a head over every token (ModelConfig::tokenHead): [tokens, outputs], float32.
    torch::Tensor tokenLogits(const TokenBatch& batch, const Forward& forward,
                              std::vector<torch::Tensor>* hidden = nullptr) const;
    // Of a causal language model: ids int64 [rows, n], the next tokens behind those in the cache → float32
    // [rows, vocabulary] for the token after them. Throws Error(Mismatch) for a model that reads only.
    torch::Tensor nextLogits(const torch::Tensor& ids, KeyValueCache& cache) const;
    // The head alone: [segments or answering, dim] → [the same, labels], float32.
    torch::Tensor decide(const torch::Tensor& pooled, const Forward& forward) const;

private:
    void buildTokenHead(); // where the config asks for one
    bool answersTokens() const { return !head_; }
    int poolerRung() const { return static_cast<int>(config_.blocks) + 1; }
    // Answers for every token need all of the last block.
    enum class Last { Gathered, Whole };
    // x through the rungs [from, to); what leaves the last block is gathered, [segments, dim], but for
    // attention pooling, whose pooler reads all tokens.
    torch::Tensor climb(torch::Tensor x, int from, int to, const TokenBatch& batch, const Forward& forward,
                        std::vector<torch::Tensor>* hidden, Last last = Last::Gathered) const;
    torch::Tensor climbRung(int rung, const torch::Tensor& x, const TokenBatch& batch, const Forward& forward,
                            bool gathered) const;
    torch::Tensor gather(const torch::Tensor& x, const TokenBatch& batch) const;
    const torch::Tensor& anyWeightOf(int rung) const;

    ModelConfig config_;
    Parameters parameters_;
    std::vector<std::string> labels_;
    Anatomy anatomy_;
    std::unique_ptr<Encoder> encoder_;
    std::optional<Linear> head_;      // over texts
    std::optional<TokenHead> tokens_; // over tokens
    int lowestTrainable_ = 0;
    std::vector<bool> recomputed_; // by rung; empty: none
};

} // namespace espalier
