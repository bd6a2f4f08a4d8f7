#include "core/train/ChooseStrength.h"

#include "core/base/Error.h"
#include "core/base/Files.h"
#include "core/base/Json.h"

#include <algorithm>
#include <array>

namespace espalier {

namespace {

constexpr std::array strengths{0.0, 0.001, 0.01, 0.1, 1.0}; // from free to held fast
constexpr std::int64_t leastSteps = 20;

// Of a trial only how far it is and how it was judged.
class TrialObserver : public Observer {
public:
    TrialObserver(Observer& next, std::size_t trial, std::int64_t steps)
        : next_(next), trial_(trial), steps_(steps) {}
    void onStep(const StepMetrics& step) override {
        const double done = static_cast<double>(step.step) / static_cast<double>(steps_);
        next_.onProgress(message("train", "Choosing how strongly weights are drawn to where they started"),
                         (static_cast<double>(trial_) + done) / strengths.size());
    }
    void onEvaluation(const Evaluation& evaluation) override {
        if (evaluation.part == "validation") judged = evaluation;
    }
    Evaluation judged;

private:
    Observer& next_;
    std::size_t trial_;
    std::int64_t steps_;
};

// The run in short, without the test.
Recipe trialOf(Recipe recipe, double strength, std::int64_t steps) {
    recipe.l2SpAuto = false;
    recipe.dataHash.clear(); // without the test
    recipe.l2Sp = strength;
    recipe.maxSteps = steps;
    recipe.maxMinutes = 0;
    recipe.evaluateEvery = 0;
    recipe.patience = 0;
    recipe.minGain = 0;
    recipe.snapshotMinutes = 0;
    if (recipe.warmup >= 1) recipe.warmup = std::min(recipe.warmup, static_cast<double>(steps - 1));
    return recipe;
}

} // namespace

double chooseL2Sp(const Recipe& recipe, std::int64_t steps, const Examples& examples, const fs::path& run,
                  Observer& observer, const StopToken& stop, const RunOptions& options) {
    if (examples.validation.empty())
        throw Error(ErrorKind::Usage,
                    message("train", "L2-SP's strength is chosen on validation texts, but there are none."),
                    message("train", "Set some texts aside for validation, or set l2_sp by hand."));
    Examples seen = examples;
    seen.test.clear();
    const auto trials = run / "l2-sp";
    RunOptions shared = options;
    shared.origin = {};
    if (shared.budget.keep.empty()) shared.budget.keep = trials / "cache";
    const auto length = std::min(steps, std::max(leastSteps, steps / 10));
    Json tried = Json::array();
    std::optional<std::pair<double, double>> best; // score, minus the log loss
    double chosen = 0;
    std::exception_ptr failure;
    for (std::size_t i = 0; i < strengths.size(); ++i) {
        throwIfStopped(stop);
        TrialObserver trial(observer, i, length);
        try {
            trainRun(trialOf(recipe, strengths[i], length), seen, trials / fmt::format("{}", strengths[i]),
                     trial, stop, shared);
        } catch (const Error& error) { // one that runs away is out
            if (error.kind() != ErrorKind::Training) throw;
            failure = std::current_exception();
            observer.onMessage(message("train", "L2-SP with strength {0} ran away.", strengths[i]));
            continue;
        }
        throwIfStopped(stop);
        throwIfStopped(options.pause);
        const std::pair score{scoreOf(trial.judged, recipe.bestBy), -trial.judged.metrics.logLoss};
        const auto& [metric, value] = trial.judged.figures.front();
        tried.push_back({{"strength", strengths[i]}, {"figures", trial.judged.figures}});
        observer.onMessage(message("train", "L2-SP with strength {0}: {1} {2} after {3} steps.", strengths[i],
                                   metric, fmt::format("{:.4f}", value), length));
        if (best && score <= *best) continue;
        best = score;
        chosen = strengths[i];
    }
    std::error_code ignored;
    fs::remove_all(trials, ignored);
    if (!best) std::rethrow_exception(failure);
    writeFileAtomically(run / "l2-sp.json",
                        Json{{"steps", length}, {"tried", tried}, {"chosen", chosen}}.dump(1) + "\n");
    observer.onMessage(message("train", "L2-SP's strength was chosen: {0}.", chosen));
    return chosen;
}

} // namespace espalier
