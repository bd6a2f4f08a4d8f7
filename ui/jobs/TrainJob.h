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
using TrainNews = std::variant<RunPlan, StepMetrics, Evaluation, LogLine, RunProgress>;

class TrainJob : public QObject {
    Q_OBJECT
public:
    TrainJob(QObject* parent, Activities* activities);
    ~TrainJob() override;

    // The run's folder is chosen by the project.
    void start(std::shared_ptr<Project> project, const Recipe& recipe);
    void stop(); // the run keeps what it has and ends with finished()
    bool isRunning() const { return job_.isRunning(); }
    Job& job() { return job_; }
    const Job& job() const { return job_; }

signals:
    void news(const std::vector<espalier::TrainNews>& news);
    // Finished or stopped; nothing where it was stopped before the first step, and no run exists.
    void finished(const std::optional<espalier::RunSummary>& summary);
    void failed(const espalier::Problem& problem);

private:
    class Feed;
    void drain();

    std::shared_ptr<Feed> feed_;
    StopSource stop_;
    QTimer timer_;
    Job job_;
};

} // namespace espalier
