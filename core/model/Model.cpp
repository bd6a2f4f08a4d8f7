#include "core/model/Model.h"

#include "core/model/ModelAnatomy.h"
#include "core/model/Pooling.h"
#include "core/model/families/Family.h"
#include "core/model/layers/Pooling.h"
#include "core/model/layers/Recompute.h"

namespace espalier {

Model::Model(ModelConfig config, Parameters parameters, std::vector<std::string> labels)
    : config_(std::move(config)), parameters_(std::move(parameters)), labels_(std::move(labels)),
      anatomy_(anatomyOf(config_, static_cast<std::int64_t>(labels_.size()))),
      encoder_(familyNamed(config_.modelType, "").makeEncoder(config_, parameters_)) {
    if (const auto name = textHeadOf(config_); !name.empty()) head_.emplace(parameters_, name);
    buildTokenHead();
}

void Model::buildTokenHead() {
    if (!config_.tokenHead.empty())
        tokens_.emplace(tokenHeadOf(config_, config_.tokenHead), config_, parameters_);
}

void Model::freeze(const std::vector<std::string>& rungs, bool biasesOnly) {
    std::vector<bool> trainable(anatomy_.rungs.size(), true);
    for (const auto& name : rungs) {
        const int rung = anatomy_.find(name);
        if (rung < 0) failUnknownRung(name, anatomy_);
        trainable[static_cast<std::size_t>(rung)] = false;
    }
    const auto whole = [&](const Parameter& p) { // parts of the model that are new, or small
        return p.rung >= poolerRung();
    };
    parameters_.setTrainable([&](const Parameter& p) {
        if (!trainable[static_cast<std::size_t>(p.rung)]) return false;
        if (whole(p)) return true;
        if (parameters_.hasAdapters()) return isAdapter(p.name);
        return !biasesOnly || p.name.ends_with(".bias");
    });
    lowestTrainable_ = poolerRung() + 2;
    for (const auto& p : parameters_.trainable()) lowestTrainable_ = std::min(lowestTrainable_, p.rung);
    if (lowestTrainable_ > poolerRung() + 1)
        throw Error(ErrorKind::Usage, message("model", "Every rung is frozen: there is nothing to train."),
                    message("model", "Thaw at least the head."));
}

void Model::adapt(const LowRank& settings, const std::vector<std::string>& frozen, std::uint64_t seed) {
    const auto open = [&](const Parameter& p) {
        const auto& name = anatomy_.rungs[static_cast<std::size_t>(p.rung)].name;
        return name.starts_with("block.") && std::find(frozen.begin(), frozen.end(), name) == frozen.end();
    };
    addAdapters(parameters_, inNamesOf(config_.modelType, settings), open, seed);
    encoder_ = familyNamed(config_.modelType, "").makeEncoder(config_, parameters_);
}

void Model::recompute(const std::vector<std::string>& blocks) {
    recomputed_.assign(anatomy_.rungs.size(), false);
    for (const auto& name : blocks) {
        const int rung = anatomy_.find(name);
        if (rung < 0) failUnknownRung(name, anatomy_);
        if (rung == 0 || rung >= poolerRung())
            throw Error(ErrorKind::Usage,
                        message("model", "\"{0}\" can't be computed again: it is no block.", name),
                        message("model", "Name blocks: block.1 to block.{0}.", config_.blocks));
        recomputed_[static_cast<std::size_t>(rung)] = true;
    }
}

void Model::setDropout(double hidden, double attention, double head) {
    if (hidden >= 0) config_.hiddenDropout = config_.embeddingDropout = hidden;
    if (attention >= 0) config_.attentionDropout = attention;
    if (head >= 0) config_.classifierDropout = head;
    encoder_ = familyNamed(config_.modelType, "").makeEncoder(config_, parameters_);
    buildTokenHead();
}

// What leaves the last block, as the pooler takes it.
torch::Tensor Model::gather(const torch::Tensor& x, const TokenBatch& batch) const {
    const auto& pooling = config_.pooling;
    if (answersTokens())
        return batch.answering.defined() ? x.index_select(0, batch.answering) : x.slice(0, 0, batch.tokens());
    if (pooling == "attention") return x;
    return poolsTokens(pooling) ? pooledOver(pooling, x, batch) : encoder_->gather(x, batch);
}

// gathered: of the last block only what the pooler reads.
torch::Tensor Model::climbRung(int rung, const torch::Tensor& x, const TokenBatch& batch,
                               const Forward& forward, bool gathered) const {
    if (rung == 0) return encoder_->embed(batch, forward);
    if (rung == poolerRung()) {
        if (config_.pooling == "auto") return encoder_->pool(x, forward);
        return config_.pooling == "attention" ? pooledByAttention(parameters_.at(poolingQuery), x, batch) : x;
    }
    if (!gathered) return encoder_->block(rung - 1, x, batch, forward);
    if (!poolsTokens(config_.pooling)) return encoder_->gatheredBlock(rung - 1, x, batch, forward);
    return gather(encoder_->block(rung - 1, x, batch, forward), batch);
}

// One that trains, where any does.
const torch::Tensor& Model::anyWeightOf(int rung) const {
    if (const int owner = anatomy_.rungs[static_cast<std::size_t>(rung)].weightsOf; owner >= 0) rung = owner;
    const Parameter* found = nullptr;
    for (const auto& p : parameters_.all())
        if (p.rung == rung && (!found || (p.value.requires_grad() && !found->value.requires_grad())))
            found = &p;
    return found->value;
}

torch::Tensor Model::climb(torch::Tensor x, int from, int to, const TokenBatch& batch, const Forward& forward,
                           std::vector<torch::Tensor>* hidden, Last last) const {
    Forward frozen = forward;
    frozen.training = false;
    const bool gradients = torch::GradMode::is_enabled();
    for (int rung = from; rung < to; ++rung) {
        const bool trains = rung >= lowestTrainable_, lastBlock = rung + 1 == poolerRung();
        const torch::AutoGradMode mode(gradients && trains);
        const auto& how = trains ? forward : frozen;
        const auto part = [=, this](const torch::Tensor& below, const Forward& masks) {
            return climbRung(rung, below, batch, masks, lastBlock && !hidden && last == Last::Gathered);
        };
        const bool again = torch::GradMode::is_enabled() && !recomputed_.empty() &&
                           recomputed_[static_cast<std::size_t>(rung)];
        x = again ? recomputed(x, anyWeightOf(rung), how, part) : part(x, how);
        if (hidden && rung < poolerRung()) {
            hidden->push_back(x.slice(0, 0, batch.tokens()));
            if (lastBlock && last == Last::Gathered) x = gather(x, batch);
        }
    }
    return x;
}

torch::Tensor Model::pooled(const TokenBatch& batch, const Forward& forward,
                            std::vector<torch::Tensor>* hidden) const {
    return climb({}, 0, poolerRung() + 1, batch, forward, hidden);
}

torch::Tensor Model::logits(const TokenBatch& batch, const Forward& forward,
                            std::vector<torch::Tensor>* hidden) const {
    return decide(pooled(batch, forward, hidden), forward);
}

torch::Tensor Model::tokenLogits(const TokenBatch& batch, const Forward& forward,
                                 std::vector<torch::Tensor>* hidden) const {
    return (*tokens_)(climb({}, 0, poolerRung(), batch, forward, hidden, Last::Whole), forward);
}

torch::Tensor Model::nextLogits(const torch::Tensor& ids, KeyValueCache& cache) const {
    const auto hidden = encoder_->advance(ids, cache).view({ids.size(0), ids.size(1), config_.hiddenSize});
    return (*tokens_)(hidden.select(1, -1), {});
}

torch::Tensor Model::frozenPart(const TokenBatch& batch, const Forward& forward) const {
    const auto x = climb({}, 0, lowestTrainable_, batch, forward, nullptr);
    return frozenByToken() ? x.slice(0, 0, batch.tokens()) : x;
}

torch::Tensor Model::pooledFrom(const torch::Tensor& frozenPart, const TokenBatch& batch,
                                const Forward& forward) const {
    const auto x = frozenByToken()
                       ? torch::constant_pad_nd(frozenPart, {0, 0, 0, batch.ids.size(0) - batch.tokens()})
                       : frozenPart;
    return climb(x, lowestTrainable_, poolerRung() + 1, batch, forward, nullptr);
}

torch::Tensor Model::logitsFrom(const torch::Tensor& frozenPart, const TokenBatch& batch,
                                const Forward& forward) const {
    return decide(pooledFrom(frozenPart, batch, forward), forward);
}

// The head is small and decides: it computes in float32.
torch::Tensor Model::decide(const torch::Tensor& pooled, const Forward& forward) const {
    if (answersTokens()) return (*tokens_)(pooled, forward);
    return (*head_)(dropout(pooled.to(torch::kFloat32), config_.classifierDropout, forward), forward);
}

} // namespace espalier
