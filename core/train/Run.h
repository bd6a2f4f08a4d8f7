#pragma once
// One run, from examples to a run folder:
//   recipe.json  run.json  metrics.jsonl  log.jsonl  evaluation-validation.json  evaluation-test.json
//   best/  an ordinary Hugging Face folder with MANIFEST.json
#include "core/base/Stop.h"
#include "core/data/Example.h"
#include "core/task/ActivationBudget.h"
#include "core/train/Observer.h"
#include "core/train/Recipe.h"

#include <filesystem>
#include <optional>

namespace espalier {

enum class RunState { Running, Finished, Stopped, Failed };
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
    std::optional<double> validationAccuracy, validationMacroF1, testAccuracy, testMacroF1, testLogLoss;
    std::int64_t bestStep = 0;
    std::string importId; // Examples::importId of its data
    Message error;        // why it failed
};

// Trains and writes `folder`, which must not exist or be empty. Validation may be empty: then the last
// weights are kept. When stopped after at least one step, the best so far (or the present weights) are kept
// and the summary says Stopped; stopped earlier, it throws Stopped and leaves no folder. Errors are recorded
// in run.json, then thrown; before the first step they leave no folder, so that a corrected try can use its
// name. The results of frozen rungs are kept within the budget; by default for this run only.
RunSummary trainRun(Recipe recipe, const Examples& examples, const std::filesystem::path& folder,
                    Observer& observer, const StopToken& stop, ActivationBudget budget = {});

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
