#pragma once
// One run, from examples to a run folder:
//   recipe.json  run.json  data.json  metrics.jsonl  log.jsonl
//   evaluation-validation.json  evaluation-test.json
//   best/       an ordinary Hugging Face folder with MANIFEST.json
//   adapter/    the low-rank adapters alone, where the run trained some
//   snapshots/  what is needed to go on (Snapshot.h)
//   l2-sp.json  what L2-SP's strengths gave, where it was chosen
#include "core/base/Stop.h"
#include "core/data/Example.h"
#include "core/task/ActivationBudget.h"
#include "core/train/Observer.h"
#include "core/train/Recipe.h"

#include <filesystem>
#include <optional>

namespace espalier {

enum class RunState { Running, Finished, Stopped, Failed, Paused };
const char* nameOf(RunState state);

// run.json, and what lists show. A run that says "running" though no process holds its lock was killed.
struct RunSummary {
    std::filesystem::path folder;
    std::string name;    // folder name, "0007-minilm-freeze4"
    std::string started; // ISO 8601
    RunState state = RunState::Running;
    Recipe recipe;
    std::int64_t steps = 0, plannedSteps = 0;
    double trainSeconds = 0, trainSamplesPerSecond = 0, tokenizePerSecond = 0, evalSamplesPerSecond = 0;
    std::string device, precision;
    Figures validation, test; // of the weights that were kept; empty where nothing was judged
    std::int64_t bestStep = 0;
    std::vector<double> drift; // of every rung from its checkpoint (Checkpoint.h), once the run has ended
    std::string importId;      // Examples::importId of its data
    bool snapshot = false;     // whether there is one to go on from
    Message error;             // why it failed

    const Figures& judged() const { return test.empty() ? validation : test; }
};

struct RunOptions {
    ActivationBudget budget = {};  // of the results of frozen rungs; by default for this run only
    StopToken pause = {};          // saves everything after the present step, and ends: Paused
    std::int64_t lowDiskBytes = 0; // with less room left everything is saved; 0: with that of 3 snapshots
    Json origin = {};              // where the examples came from, kept as data.json for whoever goes on
};

// Trains and writes `folder`, which must not exist or be empty. Validation may be empty: then the last
// weights are kept. When stopped after at least one step, the best so far (or the present weights) are kept
// and the summary says Stopped; stopped earlier, it throws Stopped and leaves no folder. Errors are recorded
// in run.json, then thrown; before the first step they leave no folder, so that a corrected try can use its
// name. Whatever ends a run after a step leaves a snapshot, if the disk takes it.
RunSummary trainRun(Recipe recipe, const Examples& examples, const std::filesystem::path& folder,
                    Observer& observer, const StopToken& stop, RunOptions options = {});

// Goes on with a run from its newest snapshot that is whole, on the same examples: on one machine and number
// of threads to the same bytes as if nothing had happened. changes: "epochs=5", of the keys that say how long
// it takes. Throws Error(Busy) while somebody trains it, Error(Mismatch) where data or checkpoint are others
// than the run began with, Error(File) without a snapshot, Error(Usage) where nothing is left to do; these
// leave the run as it was.
RunSummary resumeRun(const std::filesystem::path& folder, const Examples& examples, Observer& observer,
                     const StopToken& stop, RunOptions options = {},
                     const std::vector<std::string>& changes = {});

// Asks whoever trains the run, in whatever process, to pause it; returns at once. Throws Error(Usage) where
// nobody does.
void requestPause(const std::filesystem::path& folder);

// Throws Error where the folder is no run.
RunSummary readRun(const std::filesystem::path& folder);
// Newest first; folders that are no run are skipped.
std::vector<RunSummary> listRuns(const std::filesystem::path& runsFolder);

struct LogLine {
    std::string clock; // "14:02:11"
    Message text;
};

// What metrics.jsonl, log.jsonl and evaluation-*.json hold, for charts after a restart. Damaged lines are
// skipped.
struct RunHistory {
    RunPlan plan;
    std::vector<StepMetrics> steps;
    std::vector<Evaluation> evaluations; // validation in order of steps; predictions only in the best
    std::optional<Evaluation> test;
    std::vector<LogLine> log;

    // Of the weights that were kept: the test's where there is one, else the best validation; null without
    // either.
    const Evaluation* judged() const;
};
RunHistory readHistory(const std::filesystem::path& run);

} // namespace espalier
