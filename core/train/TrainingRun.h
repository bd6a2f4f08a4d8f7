#pragma once
// One run in its stages. Run.cpp begins and ends it, TrainingRun.cpp holds the stages, and
// TrainingRunJudging.cpp how it is judged.
#include "core/base/Clock.h"
#include "core/train/DiskWatch.h"
#include "core/train/RateMeter.h"
#include "core/train/Run.h"
#include "core/train/RunFolder.h"
#include "core/train/RunTexts.h"
#include "core/train/Snapshot.h"
#include "core/train/Trainer.h"

namespace espalier {

// Each member is set by the stage before.
class TrainingRun {
public:
    TrainingRun(const Examples& examples, const fs::path& folder, Observer& observer, const StopToken& stop,
                RunOptions options)
        : examples_(examples), observer_(observer), stop_(stop), options_(std::move(options)),
          folder_(withoutTrailingSlash(folder)), disk_(folder_) {
        if (options_.budget.spill.empty()) options_.budget.spill = folder_;
    }

    RunSummary start(Recipe recipe);
    RunSummary resume(const std::vector<std::string>& changes);

private:
    void fillInRecipe();
    void checkUnchanged() const;
    void execute(RunRecorder& recorder);
    void prepare(Observer& observer);
    void planSteps();
    void train(RunRecorder& recorder);
    void trainSteps(Trainer& trainer, BatchFeed& feed, RunRecorder& recorder);
    void computeFrozenPart(EncodedPart& part, Observer& observer);
    std::optional<StepResult> step(Trainer& trainer, BatchFeed& feed, Observer& observer);
    void tell(const StepResult& result, Observer& observer);
    void validate(Trainer& trainer, bool last, RunRecorder& recorder);
    void judge(Trainer& trainer, bool last, Observer& observer);
    std::int64_t evaluateEvery() const; // steps
    bool timeIsUp(Observer& observer) const;
    bool patienceIsOver(Observer& observer) const;
    bool pauseAsked() const;
    void keepWeights(Observer& observer);
    bool diskRunsLow(Trainer& trainer, Observer& observer);
    Snapshot snapshot(Trainer& trainer, const RunRecorder& recorder) const;
    void takeUp(const Snapshot& snapshot);
    void takeKeptWeights();
    void test(Observer& observer);
    Evaluation evaluate(const EncodedPart& part, const char* name, Observer& observer, const StopToken& stop);
    void recordFailure(const std::exception& error);
    double elapsed() const { return elapsedBefore_ + watch_.seconds(); }

    Recipe recipe_;
    const Examples& examples_;
    Observer& observer_;
    StopToken stop_;
    RunOptions options_;
    fs::path folder_;
    RunSummary summary_;
    fs::path source_; // the checkpoint
    ComputePlan plan_;
    std::optional<HeldGemmRoad> road_;
    std::unique_ptr<Task> task_;
    std::unique_ptr<Tokenizer> tokenizer_;
    std::unique_ptr<Model> model_;
    RunTexts texts_;
    std::int64_t stepsPerEpoch_ = 0;
    std::optional<Snapshot> from_; // where a run goes on

    Stopwatch watch_, stepWatch_;
    double elapsedBefore_ = 0; // in earlier sessions
    std::int64_t samples_ = 0;
    RateMeter rate_;
    DiskWatch disk_;
    std::int64_t lowDiskBytes_ = 0; // 0: not known yet
    // What evaluations have said so far; an evaluation that fails on the way leaves it as it was.
    struct Standing {
        std::optional<std::pair<double, double>> bestScore; // the recipe's metric, then minus the log loss
        std::optional<double> patienceScore;                // that a gain is counted from
        std::int64_t withoutGain = 0;                       // evaluations
        std::int64_t evaluatedAt = 0;                       // step
        bool kept = false;                                  // whether best/ holds the weights to keep
    };
    Standing standing_;
};

} // namespace espalier
