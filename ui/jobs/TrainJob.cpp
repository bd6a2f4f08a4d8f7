#include "ui/jobs/TrainJob.h"

#include "ui/jobs/EngineLoader.h"

#include <QTime>

#include <mutex>

namespace espalier {

// The observer on the training thread: copies, and returns at once.
class TrainJob::Feed : public Observer {
public:
    explicit Feed(std::filesystem::path resumed) : resumed_(std::move(resumed)) {}

    std::vector<TrainNews> take() {
        const std::scoped_lock lock(mutex_);
        return std::exchange(news_, {});
    }
    void onPlan(const RunPlan& plan) override {
        if (!resumed_.empty()) push(readHistory(resumed_)); // up to where it goes on
        push(plan);
    }
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
    std::filesystem::path resumed_; // the folder of a run that goes on
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
    auto* from = project.get();
    launch(std::move(project), {},
           [from, recipe](Observer& feed, const StopToken& stop, const RunOptions& options) {
               return engine().trainRun(recipe, from->data().examples(), from->nextRunFolder(recipe), feed,
                                        stop, options);
           });
}

void TrainJob::resume(std::shared_ptr<Project> project, const std::filesystem::path& run) {
    auto* from = project.get();
    launch(std::move(project), run,
           [from, run](Observer& feed, const StopToken& stop, const RunOptions& options) {
               return engine().resumeRun(run, from->data().examples(), feed, stop, options, {});
           });
}

void TrainJob::launch(std::shared_ptr<Project> project, std::filesystem::path resumed,
                      std::function<RunSummary(Observer&, const StopToken&, const RunOptions&)> run) {
    stop_.request_stop(); // an older run keeps what it has, and tells nobody any more
    feed_ = std::make_shared<Feed>(std::move(resumed));
    stop_ = StopSource();
    pause_ = StopSource();
    // Its own stop source, not the job's: a stopped run still has a result to hand over.
    const auto work = [project = std::move(project), run = std::move(run), feed = feed_,
                       stop = stop_.get_token(),
                       pause = pause_.get_token()](const Job::Context&) -> std::optional<RunSummary> {
        try {
            return run(*feed, stop, {.budget = {.keep = project->cacheFolder()}, .pause = pause});
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

void TrainJob::pause() {
    pause_.request_stop();
}

void TrainJob::drain() {
    const std::vector<TrainNews> fresh = feed_->take();
    if (!fresh.empty()) emit news(fresh);
}

} // namespace espalier
