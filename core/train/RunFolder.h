#pragma once
// The files of a run and how they are written while it goes on. Names and formats stand here and in
// RunHistory.cpp.
#include "core/base/Files.h"
#include "core/train/Run.h"

namespace espalier {

Json toJson(const RunSummary& run);
RunSummary summaryFromJson(const Json& json, const fs::path& folder);
Json toJson(const Evaluation& evaluation, bool predictions);
Evaluation evaluationFromJson(const Json& json);
Json toJson(const RunPlan& plan);
RunPlan planFromJson(const Json& json);
Json toJson(const StepMetrics& step);
StepMetrics stepFromJson(const Json& json);

// Records what an Observer is told and passes it on.
class RunRecorder : public Observer {
public:
    RunRecorder(const fs::path& folder, Observer& next);

    // How far its files have grown, and back to there: what was told after a snapshot is told again.
    Json place() const;
    static void goBack(const fs::path& folder, const Json& place);

    void onPlan(const RunPlan& plan) override;
    void onStep(const StepMetrics& step) override;
    void onEvaluation(const Evaluation& evaluation) override;
    void onMessage(const Message& message) override;
    void onProgress(const Message& what, double done) override { next_.onProgress(what, done); }

private:
    fs::path folder_;
    Observer& next_;
    LineFile metrics_, log_;
};

void writeSummary(const RunSummary& run); // run.json

constexpr const char* pauseRequest = ".pause"; // a file of the run's folder, made by requestPause

fs::path snapshotsOf(const fs::path& run);
std::vector<fs::path> snapshotFolders(const fs::path& run); // newest first, whole or not

} // namespace espalier
