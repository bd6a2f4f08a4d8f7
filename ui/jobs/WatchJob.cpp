#include "ui/jobs/WatchJob.h"

#include "core/train/RunFollower.h"

namespace espalier {
namespace {

struct Seen {
    std::vector<TrainNews> news;
    bool training = false;
};

Seen lookAt(RunFollower& follower) {
    Seen seen;
    seen.training = follower.isTraining(); // asked first: what was written until the end is seen, too
    RunHistory fresh = follower.look();
    if (follower.restarted()) seen.news.emplace_back(RunHistory());
    if (fresh.plan.steps > 0) seen.news.emplace_back(std::move(fresh.plan));
    for (StepMetrics& step : fresh.steps) seen.news.emplace_back(std::move(step));
    for (Evaluation& evaluation : fresh.evaluations) seen.news.emplace_back(std::move(evaluation));
    if (fresh.test) seen.news.emplace_back(std::move(*fresh.test));
    for (LogLine& line : fresh.log) seen.news.emplace_back(std::move(line));
    return seen;
}

} // namespace

WatchJob::WatchJob(QObject* parent) : QObject(parent), look_(this), pause_(this) {
    timer_.setInterval(1000);
    connect(&timer_, &QTimer::timeout, this, &WatchJob::look);
    for (Job* job : {&look_, &pause_}) connect(job, &Job::failed, this, &WatchJob::failed);
}

void WatchJob::start(const std::filesystem::path& run) {
    stop();
    run_ = run;
    follower_ = std::make_shared<RunFollower>(run);
    timer_.start();
    look();
}

void WatchJob::stop() {
    timer_.stop();
    look_.cancel();
    follower_.reset();
}

void WatchJob::look() {
    if (look_.isRunning()) return;
    look_.start(
        {}, [follower = follower_](const Job::Context&) { return lookAt(*follower); },
        [this](const Seen& seen) {
            if (!seen.news.empty()) emit news(seen.news);
            if (seen.training) return;
            stop();
            emit ended();
        });
}

void WatchJob::askToPause() {
    pause_.start(
        {}, [run = run_](const Job::Context&) { requestPause(run); }, [] {});
}

} // namespace espalier
