#pragma once
// The run that trains now, or trained last in this window: its history so far and how it ended. Or one that
// another program trains, to look on.
#include "ui/bench/DataSet.h"
#include "ui/jobs/TrainJob.h"
#include "ui/jobs/WatchJob.h"

namespace espalier {

class Training : public QObject {
    Q_OBJECT
public:
    Training(QObject* parent, Activities* activities);

    void start(ProjectPtr project, const Recipe& recipe);
    void resume(ProjectPtr project, const RunSummary& run);
    void watch(const RunSummary& run);
    void pause(); // saves everything; the run can go on at any time
    void stopAndKeep();
    void discard(); // stops, then the run goes to the project's bin
    void forget();  // back to no history; not while running

    bool isRunning() const { return job_.isRunning(); }
    bool owns(const Job* job) const { return job == &job_.job(); }
    bool isWatching() const { return watch_.isRunning(); }
    bool isStopping() const { return stopping_; } // or pausing
    bool hasHistory() const { return begun_; }
    const Recipe& recipe() const { return recipe_; }
    const RunHistory& history() const {
        return history_;
    } // evaluations keep their predictions while it lives
    const std::optional<Problem>& problem() const { return problem_; }
    double secondsLeft() const;

signals:
    void started();
    void planned();
    void stepped();   // history().steps grew
    void evaluated(); // history().evaluations or test grew
    void logged();    // history().log grew
    void stopping();
    void finished(const QString& run); // "" where there is no run to keep
    void discarded(const QString& run);
    void failed(const espalier::Problem& problem);
    void ended(); // after each of the three

private:
    void take(const std::vector<TrainNews>& news);
    void report();
    void finish(const std::optional<RunSummary>& summary);

    TrainJob job_;
    WatchJob watch_;
    QString watched_; // the run's name
    Recipe recipe_;
    RunHistory history_;
    std::optional<Problem> problem_;
    RunProgress aside_; // what is done outside the steps, "" where nothing
    bool begun_ = false, stopping_ = false, discarding_ = false;
};

} // namespace espalier
