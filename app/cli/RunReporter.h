#pragma once
// A run on the command line: JSON lines, or a bar and a log; then its result.
#include "app/cli/Command.h"
#include "app/cli/Console.h"
#include "core/train/Run.h"

namespace espalier::cli {

class RunReporter : public Observer {
public:
    explicit RunReporter(bool json) : json_(json) {}

    void onPlan(const RunPlan& plan) override;
    void onStep(const StepMetrics& step) override;
    void onEvaluation(const Evaluation& evaluation) override;
    void onMessage(const Message& message) override;
    void onProgress(const Message& what, double done) override;

private:
    bool json_;
    RunPlan plan_;
    ProgressBar bar_;
};

// Of the test, else of the validation; none where it was never judged.
std::optional<double> accuracyOf(const RunSummary& run);
std::optional<double> macroF1Of(const RunSummary& run);

// Says how a run ended; returns the exit code.
int tellResult(const RunSummary& run, const Context& context);

} // namespace espalier::cli
