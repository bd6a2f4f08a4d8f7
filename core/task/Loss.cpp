#include "core/task/Loss.h"

namespace espalier {

double lossWeight(std::span<const std::int64_t> targets, const LossSettings& settings) {
    if (settings.classWeights.empty()) return static_cast<double>(targets.size());
    double sum = 0;
    for (const auto target : targets) sum += settings.classWeights[static_cast<std::size_t>(target)];
    return sum;
}

torch::Tensor classificationLoss(const torch::Tensor& logits, const torch::Tensor& targets,
                                 const LossSettings& settings) {
    torch::Tensor weights; // by class
    if (!settings.classWeights.empty())
        weights = torch::tensor(settings.classWeights, torch::kFloat64).to(logits.options());
    if (settings.focalGamma == 0) {
        auto options =
            torch::nn::functional::CrossEntropyFuncOptions().label_smoothing(settings.labelSmoothing);
        return torch::nn::functional::cross_entropy(logits, targets, options.weight(weights));
    }
    const auto logOfRight = torch::log_softmax(logits, 1).gather(1, targets.unsqueeze(1)).squeeze(1);
    const auto costs = -torch::pow(1 - logOfRight.exp(), settings.focalGamma) * logOfRight;
    if (!weights.defined()) return costs.mean();
    const auto byText = weights.index_select(0, targets);
    return (costs * byText).sum() / byText.sum();
}

torch::Tensor disagreement(const torch::Tensor& logits, const torch::Tensor& others) {
    const auto p = torch::log_softmax(logits, 1), q = torch::log_softmax(others, 1);
    return ((p.exp() - q.exp()) * (p - q)).sum(1).mean() / 2;
}

torch::Tensor contrastiveLoss(const torch::Tensor& pooled, const torch::Tensor& targets, double temperature) {
    const auto texts = pooled.size(0);
    const auto unit = torch::nn::functional::normalize(pooled.to(torch::kFloat32));
    const auto self = torch::eye(texts, unit.options().dtype(torch::kBool));
    const auto near =
        (torch::mm(unit, unit.t()) / temperature).masked_fill(self, -std::numeric_limits<float>::infinity());
    const auto fellow = targets.unsqueeze(0).eq(targets.unsqueeze(1)).logical_and(self.logical_not());
    const auto logShare = torch::log_softmax(near, 1).masked_fill(fellow.logical_not(), 0);
    const auto fellows = fellow.sum(1);
    const auto some = fellows > 0;
    const auto byText = -logShare.sum(1) / torch::clamp_min(fellows, 1);
    return (byText * some).sum() / torch::clamp_min(some.sum(), 1);
}

} // namespace espalier
