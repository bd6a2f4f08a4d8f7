#include "core/model/Model.h"

#include "core/model/Checkpoint.h"
#include "core/model/families/Family.h"

namespace espalier {

namespace {

std::string headName(const Family& family) {
    return family.headPrefix.substr(0, family.headPrefix.size() - 1);
}

} // namespace

Model::Model(ModelConfig config, Parameters parameters, std::vector<std::string> labels)
    : config_(std::move(config)), parameters_(std::move(parameters)), labels_(std::move(labels)),
      anatomy_(anatomyOf(config_, static_cast<std::int64_t>(labels_.size()))),
      encoder_(familyNamed(config_.modelType, "").makeEncoder(config_, parameters_)),
      head_(parameters_, headName(familyNamed(config_.modelType, ""))) {}

void Model::freeze(const std::vector<std::string>& rungs) {
    std::vector<bool> trainable(anatomy_.rungs.size(), true);
    for (const auto& name : rungs) {
        const int rung = anatomy_.find(name);
        if (rung < 0) failUnknownRung(name, anatomy_);
        trainable[static_cast<std::size_t>(rung)] = false;
    }
    const auto lowest = std::find(trainable.begin(), trainable.end(), true);
    if (lowest == trainable.end())
        throw Error(ErrorKind::Usage, message("model", "Every rung is frozen: there is nothing to train."),
                    message("model", "Thaw at least the head."));
    lowestTrainable_ = static_cast<int>(lowest - trainable.begin());
    parameters_.setTrainable(trainable);
}

void Model::setDropout(double p) {
    config_.hiddenDropout = config_.attentionDropout = config_.classifierDropout = p;
    encoder_ = familyNamed(config_.modelType, "").makeEncoder(config_, parameters_);
}

torch::Tensor Model::pooled(const TokenBatch& batch, const Forward& forward,
                            std::vector<torch::Tensor>* hidden) const {
    Forward frozen = forward;
    frozen.training = false;
    const bool gradients = torch::GradMode::is_enabled();
    const auto rung = [&](int index, const auto& compute) {
        const bool trains = index >= lowestTrainable_;
        const torch::AutoGradMode mode(gradients && trains);
        return compute(trains ? forward : frozen);
    };
    auto x = rung(0, [&](const Forward& f) { return encoder_->embed(batch, f); });
    if (hidden) hidden->push_back(x);
    for (std::int64_t i = 0; i < config_.blocks; ++i) {
        x = rung(static_cast<int>(i) + 1, [&](const Forward& f) { return encoder_->block(i, x, batch, f); });
        if (hidden) hidden->push_back(x);
    }
    return rung(static_cast<int>(config_.blocks) + 1,
                [&](const Forward& f) { return encoder_->pool(x, batch, f); });
}

torch::Tensor Model::logits(const TokenBatch& batch, const Forward& forward,
                            std::vector<torch::Tensor>* hidden) const {
    // The head is small and decides: it computes in float32.
    const auto features = pooled(batch, forward, hidden).to(torch::kFloat32);
    return head_(dropout(features, config_.classifierDropout, forward));
}

} // namespace espalier
