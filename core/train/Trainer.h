#pragma once
// One optimiser step after the other: forward, loss, backward, clip, update. It knows no file and no text.
#include "core/model/Device.h"
#include "core/model/Model.h"
#include "core/task/Task.h"
#include "core/train/BatchFeed.h"
#include "core/train/LateNumbers.h"
#include "core/train/Penalty.h"
#include "core/train/Recipe.h"
#include "core/train/Schedule.h"
#include "core/train/WeightAverage.h"
#include "core/train/optimizers/Optimizer.h"

namespace espalier {

struct StepResult {
    std::int64_t step = 0; // from 1
    double loss = 0;       // mean over the step's examples, penalties included
    double learningRate = 0;
    double gradientNorm = 0;       // before clipping
    std::vector<double> rungNorms; // likewise, of every rung from the bottom
    std::int64_t examples = 0;
    bool skipped = false; // it was not finite, and the recipe says to go on
};

struct RunLength {
    std::int64_t steps = 1;         // of the whole run, for schedules
    std::int64_t stepsPerEpoch = 1; // for gradual unfreezing
};

class Trainer {
public:
    // The model is prepared (RungSettings.h). classWeights: by class, empty where all count the same.
    Trainer(Model& model, const Task& task, const Recipe& recipe, const ComputePlan& plan,
            const RunLength& length, std::vector<double> classWeights = {});
    ~Trainer() { settle(); }
    Trainer(const Trainer&) = delete;
    Trainer& operator=(const Trainer&) = delete;

    // Gradients of all micro-batches are averaged over their examples. Tells the step's result; with a plan
    // that is asynchronous that of the step before (none after the first), so that a card never waits. Throws
    // Error(Training) for a loss or gradient that is not finite, which has changed no weight, and Stopped
    // between two micro-batches.
    std::optional<StepResult> step(std::span<const MicroBatch> microBatches, const StopToken& stop = {});
    // The result that is still outstanding.
    std::optional<StepResult> finish();

    // From now on, whatever the schedule says.
    void setLearningRate(double rate) { learningRate_ = rate; }

    // After a step that threw: everything is as before it, so that it can be done again.
    void rewind();

    // To be called before anyone else reads the model: to evaluate or save it. The destructor does too.
    void settle() { optimizer_->settleAll(); }

    // As long as it lives the model has the weights that are to be kept: averaged, where the recipe says so.
    class Kept {
    public:
        explicit Kept(Trainer& trainer) : trainer_(trainer) {
            trainer_.settle();
            trainer_.average_.exchange();
        }
        ~Kept() { trainer_.average_.exchange(); }
        Kept(const Kept&) = delete;
        Kept& operator=(const Kept&) = delete;

    private:
        Trainer& trainer_;
    };

    std::int64_t done() const { return done_; } // steps

    // All that later steps depend on, beside the recipe and the checkpoint: restored into a new trainer of
    // the same recipe, it goes on in the same bytes. The tensors are the trainer's own: copy what is to
    // outlive a step.
    TensorMap state();
    // Throws Error(Format) for what belongs to another run.
    void restore(const TensorMap& state);

private:
    struct Pending {
        StepResult result;
        LateNumbers numbers; // loss, then Optimizer::clip
    };
    torch::Tensor lossOf(const MicroBatch& micro, const TokenBatch& batch);
    torch::Tensor pooledOf(const MicroBatch& micro, const TokenBatch& batch);
    StepResult checked(const Pending& pending) const;
    std::string firstBadRung() const;
    void thaw();

    Model& model_;
    const Task& task_;
    Recipe recipe_;
    ComputePlan plan_;
    RunLength length_;
    Schedule schedule_;
    std::optional<double> learningRate_; // instead of the schedule's
    LossSettings loss_;
    std::unique_ptr<Optimizer> optimizer_;
    Penalty penalty_;
    WeightAverage average_;
    Forward forward_;
    torch::Tensor generatorBefore_; // its state before the present step
    std::int64_t done_ = 0;
    std::int64_t open_ = 0; // rungs, with gradual unfreezing
    std::optional<Pending> pending_;
};

} // namespace espalier
