#pragma once
// What a classifier's answers cost.
#include <torch/torch.h>

#include <span>
#include <vector>

namespace espalier {

struct LossSettings {
    double labelSmoothing = 0;
    double focalGamma = 0;
    std::vector<double> classWeights; // by class; empty: all 1
};

// How much of a batch's loss is a mean over: the sum of its texts' weights.
double lossWeight(std::span<const std::int64_t> targets, const LossSettings& settings);

// Mean over the batch, by weight. logits: [segments, labels] float32, targets: [segments]. Smoothing and
// weights combine as in LibTorch's cross_entropy.
torch::Tensor classificationLoss(const torch::Tensor& logits, const torch::Tensor& targets,
                                 const LossSettings& settings);

// How far two answers to the same texts are apart: the symmetric Kullback-Leibler divergence, mean over the
// batch (R-Drop, Wu et al. 2021, arXiv:2106.14448, eq. 2).
torch::Tensor disagreement(const torch::Tensor& logits, const torch::Tensor& others);

// Supervised contrastive loss of [segments, dim] (Gunel et al. 2021, arXiv:2011.01403, eq. 3): texts of one
// label are to lie near each other. Mean over the texts that have a fellow in the batch; 0 where none has.
torch::Tensor contrastiveLoss(const torch::Tensor& pooled, const torch::Tensor& targets, double temperature);

} // namespace espalier
