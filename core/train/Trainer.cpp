#include "core/train/Trainer.h"

#include <cmath>
#include <utility>

namespace espalier {

Trainer::Trainer(Model& model, const Task& task, const Recipe& recipe, const ComputePlan& plan,
                 std::int64_t steps)
    : model_(model), task_(task), recipe_(recipe), plan_(plan),
      schedule_(recipe.schedule, recipe.warmup, steps),
      optimizer_(model.parameters().trainable(),
                 {recipe.beta1, recipe.beta2, recipe.epsilon, recipe.weightDecay}),
      forward_{plan.precision, true, makeGenerator(plan.device, recipe.seed)} {}

StepResult Trainer::checked(const Pending& pending) const {
    auto result = pending.result;
    const auto numbers = pending.numbers.read();
    result.loss = numbers[0];
    result.gradientNorm = numbers[1];
    if (!std::isfinite(result.loss) || !std::isfinite(result.gradientNorm))
        throw Error(
            ErrorKind::Training,
            message("train",
                    "At step {0} the loss was {1} and the gradient's norm {2}: training has run away.",
                    result.step, result.loss, result.gradientNorm),
            message("train", "Try a lower learning rate, a longer warm-up or float32."));
    return result;
}

std::optional<StepResult> Trainer::finish() {
    const auto pending = std::exchange(pending_, std::nullopt);
    return pending ? std::optional(checked(*pending)) : std::nullopt;
}

std::optional<StepResult> Trainer::step(std::span<const MicroBatch> microBatches, const StopToken& stop) {
    StepResult result;
    result.step = done_ + 1;
    result.learningRate = recipe_.learningRate * schedule_.factor(done_);
    for (const auto& micro : microBatches) result.examples += micro.packed.segments();
    torch::Tensor sum;
    for (const auto& micro : microBatches) {
        throwIfStopped(stop);
        const auto batch = toDevice(micro.packed, plan_.device);
        optimizer_.settle(batch.ids);
        const auto share = static_cast<double>(batch.segments()) / static_cast<double>(result.examples);
        const auto logits = micro.frozen.defined()
                                ? model_.logitsFrom(micro.frozen.to(plan_.device, /*non_blocking=*/true),
                                                    batch, forward_)
                                : model_.logits(batch, forward_);
        const auto loss = task_.loss(logits, batch.targets) * share;
        loss.backward();
        const auto part = loss.detach().to(torch::kFloat64);
        sum = sum.defined() ? sum + part : part;
    }
    Pending now{result, LateNumbers(torch::stack({sum, optimizer_.clip(recipe_.clip)}))};
    auto known = finish(); // the step before
    if (!plan_.asynchronous) known = checked(now);
    optimizer_.step(result.learningRate);
    ++done_;
    if (plan_.asynchronous) pending_ = std::move(now);
    return known;
}

} // namespace espalier
