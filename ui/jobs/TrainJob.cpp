#include "ui/jobs/TrainJob.h"

#include <QTime>

#include <mutex>

namespace espalier {

// The observer on the training thread: copies, and returns at once.
class TrainJob::Feed : public Observer {
public:
    std::vector<TrainNews> take() {
        const std::scoped_lock lock(mutex_);
        return std::exchange(news_, {});
    }
    void onPlan(const RunPlan& plan) override { push(plan); }
    void onStep(const StepMetrics& metrics) override { push(metrics); }
    void onEvaluation(const Evaluation& evaluation) override { push(evaluation); }
    void onMessage(const Message& text) override {
        push(LogLine{QTime::currentTime().toString(QStringLiteral("HH:mm:ss")).toStdString(), text});
    }
    void onProgress(const Message& what, double done) override { push(RunProgress{what, done}); }

private:
    void push(TrainNews news) {
        const std::scoped_lock lock(mutex_);
        news_.push_back(std::move(news));
    }
    std::mutex mutex_;
    std::vector<TrainNews> news_;
};

TrainJob::TrainJob(QObject* parent, Activities* activities) : QObject(parent), job_(this, activities) {
    timer_.setInterval(33);
    connect(&timer_, &QTimer::timeout, this, &TrainJob::drain);
    connect(&job_, &Job::failed, this, [this](const Problem& problem) {
        drain();
        emit failed(problem);
    });
    connect(&job_, &Job::ended, &timer_, &QTimer::stop);
}

TrainJob::~TrainJob() {
    stop_.request_stop();
}

void TrainJob::start(std::shared_ptr<Project> project, const Recipe& recipe) {
    stop_.request_stop(); // an older run keeps what it has, and tells nobody any more
    feed_ = std::make_shared<Feed>();
    stop_ = StopSource();
    // Its own stop source, not the job's: a stopped run still has a result to hand over.
    const auto work = [project = std::move(project), recipe, feed = feed_,
                       stop = stop_.get_token()](const Job::Context&) -> std::optional<RunSummary> {
        try {
            return trainRun(recipe, project->data().examples(), project->nextRunFolder(recipe), *feed, stop,
                            {.keep = project->cacheFolder()});
        } catch (const Stopped&) {
            return std::nullopt;
        }
    };
    job_.start(message("training", "Preparing the run"), work,
               [this](const std::optional<RunSummary>& summary) {
                   drain();
                   emit finished(summary);
               });
    timer_.start(); // not before: the end of an older run stops it
}

void TrainJob::stop() {
    stop_.request_stop();
}

void TrainJob::drain() {
    const std::vector<TrainNews> fresh = feed_->take();
    if (!fresh.empty()) emit news(fresh);
}

} // namespace espalier
