#pragma once
// A training run on its own thread. What it tells is collected there and handed to the window some thirty
// times a second, in the order it was said.
#include "core/project/Project.h"
#include "ui/jobs/Job.h"

#include <QTimer>

#include <variant>

namespace espalier {

struct RunProgress {
    Message what;
    double done = 0;
};
using TrainNews = std::variant<RunHistory, RunPlan, StepMetrics, Evaluation, LogLine, RunProgress>;

class TrainJob : public QObject {
    Q_OBJECT
public:
    TrainJob(QObject* parent, Activities* activities);
    ~TrainJob() override;

    // The run's folder is chosen by the project.
    void start(std::shared_ptr<Project> project, const Recipe& recipe);
    // Goes on with one of its runs; the first news is what it did before.
    void resume(std::shared_ptr<Project> project, const std::filesystem::path& run);
    void stop();  // the run keeps what it has and ends with finished()
    void pause(); // it saves everything and ends with finished()
    bool isRunning() const { return job_.isRunning(); }
    Job& job() { return job_; }
    const Job& job() const { return job_; }

signals:
    void news(const std::vector<espalier::TrainNews>& news);
    // Finished, stopped or paused; nothing where it was stopped before the first step, and no run exists.
    void finished(const std::optional<espalier::RunSummary>& summary);
    void failed(const espalier::Problem& problem);

private:
    class Feed;
    void drain();
    // work(feed, stop, options): the run, on the job's thread.
    void launch(std::shared_ptr<Project> project, std::filesystem::path resumed,
                std::function<RunSummary(Observer&, const StopToken&, const RunOptions&)> work);

    std::shared_ptr<Feed> feed_;
    StopSource stop_, pause_;
    QTimer timer_;
    Job job_;
};

} // namespace espalier
