#include "core/train/Trainer.h"

#include "core/train/RungSettings.h"

#include <cmath>
#include <utility>

namespace espalier {

Trainer::Trainer(Model& model, const Task& task, const Recipe& recipe, const ComputePlan& plan,
                 const RunLength& length, std::vector<double> classWeights)
    : model_(model), task_(task), recipe_(recipe), plan_(plan), length_(length),
      schedule_({recipe.schedule, recipe.warmup, recipe.scheduleCycles, recipe.schedulePower}, length.steps),
      loss_{recipe.labelSmoothing, recipe.focalGamma, std::move(classWeights)},
      optimizer_(makeOptimizer(recipe.optimizer, trainedOf(model, recipe),
                               {recipe.beta1, recipe.beta2, recipe.epsilon, recipe.momentum})),
      penalty_(model, recipe),
      average_(optimizer_->trained(), recipe, length.steps), forward_{
                                                                 plan.precision, true,
                                                                 makeGenerator(plan.device, recipe.seed)} {}

void Trainer::thaw() {
    if (recipe_.unfreezeEvery <= 0) return;
    const auto every = std::max<std::int64_t>(
        1, std::llround(recipe_.unfreezeEvery * static_cast<double>(length_.stepsPerEpoch)));
    const auto rungs = static_cast<std::int64_t>(model_.anatomy().rungs.size());
    const auto open = std::min(rungs, 2 + done_ / every); // the head and its pooler from the beginning
    if (std::exchange(open_, open) != open)
        model_.freeze(frozenWhileOpen(model_.anatomy(), recipe_, open), recipe_.biasesOnly);
}

torch::Tensor Trainer::pooledOf(const MicroBatch& micro, const TokenBatch& batch) {
    return micro.frozen.defined()
               ? model_.pooledFrom(micro.frozen.to(plan_.device, /*non_blocking=*/true), batch, forward_)
               : model_.pooled(batch, forward_);
}

torch::Tensor Trainer::lossOf(const MicroBatch& micro, const TokenBatch& batch) {
    const auto pooled = pooledOf(micro, batch);
    const auto logits = model_.decide(pooled, forward_);
    auto loss = task_.loss(logits, batch.targets, loss_);
    if (recipe_.rDrop > 0) {
        const auto again = model_.decide(pooledOf(micro, batch), forward_); // under other masks
        loss = (loss + task_.loss(again, batch.targets, loss_)) / 2 +
               recipe_.rDrop * disagreement(logits, again);
    }
    if (recipe_.contrastive > 0)
        loss = (1 - recipe_.contrastive) * loss +
               recipe_.contrastive * contrastiveLoss(pooled, batch.targets, recipe_.contrastiveTemperature);
    return loss;
}

// Gradients run away on their way down: the highest rung is where it began.
std::string Trainer::firstBadRung() const {
    int highest = -1;
    for (const auto& [parameter, rate, decay] : optimizer_->trained()) {
        const auto& gradient = parameter.value.grad();
        if (!gradient.defined() || parameter.rung <= highest) continue;
        const auto numbers = gradient.is_sparse() ? gradient.coalesce().values() : gradient;
        if (!torch::isfinite(numbers).all().item<bool>()) highest = parameter.rung;
    }
    return highest < 0 ? std::string() : model_.anatomy().rungs[static_cast<std::size_t>(highest)].name;
}

StepResult Trainer::checked(const Pending& pending) const {
    auto result = pending.result;
    const auto numbers = pending.numbers.read();
    result.loss = numbers[0];
    result.gradientNorm = numbers[1];
    result.rungNorms.assign(numbers.begin() + 2, numbers.end());
    if (std::isfinite(result.loss) && std::isfinite(result.gradientNorm)) return result;
    result.skipped = recipe_.skipBadSteps;
    if (result.skipped) return result;
    const auto rung = firstBadRung();
    const auto remedy = message("train", "Try a lower learning rate, a longer warm-up or float32.");
    if (rung.empty())
        throw Error(
            ErrorKind::Training,
            message("train",
                    "At step {0} the loss was {1} and the gradient's norm {2}: training has run away.",
                    result.step, result.loss, result.gradientNorm),
            remedy);
    throw Error(
        ErrorKind::Training,
        message("train",
                "At step {0} the loss was {1} and the gradient's norm {2}: training has run away, first in "
                "the rung \"{3}\".",
                result.step, result.loss, result.gradientNorm, rung),
        remedy);
}

std::optional<StepResult> Trainer::finish() {
    const auto pending = std::exchange(pending_, std::nullopt);
    return pending ? std::optional(checked(*pending)) : std::nullopt;
}

void Trainer::rewind() {
    optimizer_->forgetGradients();
    if (generatorBefore_.defined()) forward_.generator->set_state(generatorBefore_);
}

std::optional<StepResult> Trainer::step(std::span<const MicroBatch> microBatches, const StopToken& stop) {
    thaw();
    generatorBefore_ = forward_.generator->get_state();
    StepResult result;
    result.step = done_ + 1;
    result.learningRate = learningRate_.value_or(recipe_.learningRate * schedule_.factor(done_));
    double whole = 0; // of what the loss is a mean
    for (const auto& micro : microBatches) {
        result.examples += micro.packed.segments();
        whole += task_.weight(micro.packed.targets, loss_);
    }
    torch::Tensor sum;
    for (const auto& micro : microBatches) {
        throwIfStopped(stop);
        const double weight = task_.weight(micro.packed.targets, loss_);
        if (weight == 0) continue; // of labels that don't count
        const auto batch = toDevice(micro.packed, plan_.device);
        optimizer_->settle(batch.ids);
        const auto loss = lossOf(micro, batch) * (weight / whole);
        loss.backward();
        const auto part = loss.detach().to(torch::kFloat64);
        sum = sum.defined() ? sum + part : part;
    }
    if (!sum.defined()) sum = torch::zeros({}, torch::dtype(torch::kFloat64).device(plan_.device));
    if (penalty_.any()) sum = sum + penalty_.addGradients();
    const auto norms = optimizer_->clip(recipe_.clip, model_.anatomy().rungs.size()).to(plan_.device);
    Pending now{result, LateNumbers(torch::cat({sum.view(1), norms}))};
    auto known = finish(); // the step before
    if (!plan_.asynchronous) known = checked(now);
    if (!plan_.asynchronous && known->skipped)
        optimizer_->forgetGradients();
    else
        optimizer_->step(result.learningRate);
    ++done_;
    generatorBefore_.reset();
    if (average_.any()) {
        optimizer_->settleAll();
        average_.add(done_);
    }
    if (plan_.asynchronous) pending_ = std::move(now);
    return known;
}

TensorMap Trainer::state() {
    TensorMap state;
    for (const auto& [parameter, rate, decay] : optimizer_->trained())
        state["weights/" + parameter.name] = parameter.value.detach();
    for (auto& [name, tensor] : optimizer_->state()) state["optimizer/" + name] = tensor;
    for (auto& [name, tensor] : average_.state()) state["average/" + name] = tensor;
    state["generator"] = forward_.generator->get_state();
    state["steps"] = torch::scalar_tensor(done_, torch::kInt64);
    return state;
}

void Trainer::restore(const TensorMap& state) {
    const torch::NoGradGuard guard;
    const auto part = [&](const std::string& prefix) {
        TensorMap found;
        for (auto it = state.lower_bound(prefix); it != state.end() && it->first.starts_with(prefix); ++it)
            found.emplace(it->first.substr(prefix.size()), it->second);
        return found;
    };
    const auto weights = part("weights/");
    const auto foreign = [] {
        return Error(ErrorKind::Format, message("train", "The snapshot belongs to another run."));
    };
    if (weights.size() != optimizer_->trained().size() || !state.contains("generator") ||
        !state.contains("steps"))
        throw foreign();
    for (const auto& [parameter, rate, decay] : optimizer_->trained()) {
        const auto it = weights.find(parameter.name);
        if (it == weights.end() || it->second.sizes() != parameter.value.sizes()) throw foreign();
        auto value = parameter.value;
        value.copy_(it->second);
    }
    optimizer_->restore(part("optimizer/"));
    average_.restore(part("average/"));
    forward_.generator->set_state(state.at("generator"));
    done_ = state.at("steps").item<std::int64_t>();
}

} // namespace espalier
