#include "ui/jobs/SearchJob.h"

#include "core/base/Digest.h"
#include "ui/jobs/EngineLoader.h"

#include <cmath>
#include <mutex>

namespace espalier {
namespace {

// How often trials begin or go on in the whole search.
int partsOf(const SearchPlan& plan, std::size_t trials) {
    auto parts = trials;
    if (plan.method == "halving")
        while (trials > 1) parts += trials = goingOn(trials, plan.keepOneIn);
    return static_cast<int>(parts);
}

// One folder a search, so that the same one finds its trials again.
std::filesystem::path folderOf(const Project& project, const SearchPlan& plan) {
    Digest digest;
    digest.addField(toJson(plan.recipe).dump());
    for (const auto& values : plan.space) digest.addField(values);
    digest.addField(plan.method + std::to_string(plan.trials));
    return project.folder() / "searches" / digest.hex().substr(0, 12);
}

TrialProgress shown(const Trial& trial, const std::string& metric) {
    TrialProgress progress{trial.number, trial.values, {}, 0, false, !trial.error.empty(), trial.folder};
    if (!trial.run) return progress;
    progress.steps = trial.run->steps;
    progress.failed = progress.failed || trial.run->state == RunState::Failed;
    for (const Evaluation& evaluation : readHistory(trial.folder).evaluations)
        progress.scores.emplace_back(evaluation.step, scoreOf(evaluation, metric));
    return progress;
}

} // namespace

// The observer on the searching thread.
class SearchJob::Feed : public SearchObserver, public Observer {
public:
    explicit Feed(const SearchPlan& plan) : metric_(plan.recipe.bestBy) {}

    void begin(const SearchPlan& plan, std::function<void(double)> progress) {
        const std::scoped_lock lock(mutex_);
        progress_ = std::move(progress);
        for (const auto& values : engine().drawTrials(plan))
            trials_.push_back({static_cast<int>(trials_.size()) + 1, values, {}, 0, false, false, {}});
        parts_ = partsOf(plan, trials_.size());
    }
    std::vector<TrialProgress> trials() {
        const std::scoped_lock lock(mutex_);
        return trials_;
    }

    Observer& onTrial(const Trial& trial, double share) override {
        const std::scoped_lock lock(mutex_);
        present_ = static_cast<std::size_t>(trial.number - 1);
        share_ = share;
        trials_[present_] = shown(trial, metric_);
        trials_[present_].running = true;
        return *this;
    }
    void onTrialEnd(const Trial& trial) override {
        const std::scoped_lock lock(mutex_);
        trials_[present_] = shown(trial, metric_);
        ++partsDone_;
    }
    void onPlan(const RunPlan& plan) override { planned_ = static_cast<double>(plan.steps); }
    void onStep(const StepMetrics& step) override {
        {
            const std::scoped_lock lock(mutex_);
            trials_[present_].steps = step.step;
        }
        const double part = std::min(1.0, static_cast<double>(step.step) / std::max(1.0, share_ * planned_));
        progress_((partsDone_ + part) / std::max(1, parts_));
    }
    void onEvaluation(const Evaluation& evaluation) override {
        const std::scoped_lock lock(mutex_);
        if (evaluation.part == "validation")
            trials_[present_].scores.emplace_back(evaluation.step, scoreOf(evaluation, metric_));
    }

private:
    std::string metric_;
    std::function<void(double)> progress_;
    std::mutex mutex_;
    std::vector<TrialProgress> trials_;
    std::size_t present_ = 0;
    int parts_ = 1, partsDone_ = 0;
    double share_ = 1, planned_ = 1;
};

SearchJob::SearchJob(QObject* parent, Activities* activities) : QObject(parent), job_(this, activities) {
    connect(&job_, &Job::progressed, this, [this] { emit moved(feed_->trials()); });
    connect(&job_, &Job::failed, this, &SearchJob::failed);
    connect(&job_, &Job::ended, this, &SearchJob::ended);
}

SearchJob::~SearchJob() = default;

void SearchJob::start(std::shared_ptr<Project> project, const SearchPlan& plan) {
    feed_ = std::make_shared<Feed>(plan);
    const auto work = [project = std::move(project), plan, feed = feed_](const Job::Context& context) {
        feed->begin(plan, context.progress);
        const auto trials = engine().search(plan, project->data().examples(), folderOf(*project, plan), *feed,
                                            context.stop, {.budget = {.keep = project->cacheFolder()}});
        std::vector<TrialProgress> found;
        for (const Trial& trial : trials) found.push_back(shown(trial, plan.recipe.bestBy));
        return found;
    };
    job_.start(message("train", "Searching"), work,
               [this](const std::vector<TrialProgress>& trials) { emit finished(trials); });
}

void SearchJob::cancel() {
    job_.cancel();
}

} // namespace espalier
