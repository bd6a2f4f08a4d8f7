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

void addFigures(Json& json, const Figures& figures);
// "macro_f1 0.8312, accuracy 0.8400": what these are differs from task to task.
std::string firstFigures(const Figures& figures);

// Says how a run ended; returns the exit code.
int tellResult(const RunSummary& run, const Context& context);

} // namespace espalier::cli
