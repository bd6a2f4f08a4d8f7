#pragma once
// One optimiser step after the other: forward, loss, backward, clip, update. It knows no file and no text.
#include "core/model/Device.h"
#include "core/model/Model.h"
#include "core/task/Task.h"
#include "core/train/AdamW.h"
#include "core/train/BatchFeed.h"
#include "core/train/LateNumbers.h"
#include "core/train/Recipe.h"
#include "core/train/Schedule.h"

namespace espalier {

struct StepResult {
    std::int64_t step = 0; // from 1
    double loss = 0; // mean over the step's examples
    double learningRate = 0;
    double gradientNorm = 0; // before clipping
    std::int64_t examples = 0;
};

class Trainer {
public:
    // The model's frozen rungs stay as they are. steps: of the whole run, for the schedule.
    Trainer(Model& model, const Task& task, const Recipe& recipe, const ComputePlan& plan,
            std::int64_t steps);
    ~Trainer() { settle(); }
    Trainer(const Trainer&) = delete;
    Trainer& operator=(const Trainer&) = delete;

    // Gradients of all micro-batches are averaged over their examples. Tells the step's result; with a plan that
    // is asynchronous that of the step before (none after the first), so that a card never waits. Throws
    // Error(Training) for a loss or gradient that is not finite, which has changed no weight, and Stopped between
    // two micro-batches.
    std::optional<StepResult> step(std::span<const MicroBatch> microBatches, const StopToken& stop = {});
    // The result that is still outstanding.
    std::optional<StepResult> finish();

    // After a step that threw: what it had added up is forgotten, so that the step can be done again.
    void forgetGradients() { optimizer_.forgetGradients(); }

    // To be called before anyone else reads the model: to evaluate or save it. The destructor does too.
    void settle() { optimizer_.settleAll(); }

    std::int64_t done() const { return done_; } // steps

private:
    struct Pending {
        StepResult result;
        LateNumbers numbers; // loss, gradient norm
    };
    StepResult checked(const Pending& pending) const;

    Model& model_;
    const Task& task_;
    Recipe recipe_;
    ComputePlan plan_;
    Schedule schedule_;
    AdamW optimizer_;
    Forward forward_;
    std::int64_t done_ = 0;
    std::optional<Pending> pending_;
};

} // namespace espalier
