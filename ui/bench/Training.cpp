#include "ui/bench/Training.h"

#include "ui/widgets/Numbers.h"

#include <cmath>

namespace espalier {

Training::Training(QObject* parent, Activities* activities)
    : QObject(parent), job_(this, activities), watch_(this) {
    connect(&job_, &TrainJob::news, this, &Training::take);
    connect(&job_, &TrainJob::finished, this, &Training::finish);
    connect(&job_, &TrainJob::failed, this, [this](const Problem& problem) {
        problem_ = problem;
        emit failed(problem);
    });
    connect(&job_.job(), &Job::ended, this, &Training::ended);
    connect(&watch_, &WatchJob::news, this, &Training::take);
    connect(&watch_, &WatchJob::failed, this, &Training::failed);
    connect(&watch_, &WatchJob::ended, this, [this] {
        emit finished(watched_);
        emit ended();
    });
}

void Training::start(ProjectPtr project, const Recipe& recipe) {
    forget();
    recipe_ = recipe;
    begun_ = true;
    job_.start(std::move(project), recipe);
    emit started();
}

void Training::resume(ProjectPtr project, const RunSummary& run) {
    forget();
    recipe_ = run.recipe;
    begun_ = true;
    job_.resume(std::move(project), run.folder);
    emit started();
}

void Training::watch(const RunSummary& run) {
    forget();
    recipe_ = run.recipe;
    begun_ = true;
    watched_ = QString::fromStdString(run.name);
    watch_.start(run.folder);
    emit started();
}

void Training::pause() {
    if (isWatching()) watch_.askToPause();
    if (!isRunning()) return;
    stopping_ = true;
    job_.pause();
    emit stopping();
}

void Training::stopAndKeep() {
    if (!isRunning()) return;
    stopping_ = true;
    job_.stop();
    emit stopping();
}

void Training::discard() {
    discarding_ = true;
    stopAndKeep();
}

void Training::forget() {
    watch_.stop();
    history_ = {};
    problem_.reset();
    aside_ = {};
    begun_ = stopping_ = discarding_ = false;
}

double Training::secondsLeft() const {
    return history_.steps.empty() ? -1 : history_.steps.back().secondsLeft;
}

void Training::take(const std::vector<TrainNews>& news) {
    bool plan = false, steps = false, evaluations = false, lines = false, again = false;
    for (const TrainNews& item : news) {
        if (const auto* h = std::get_if<RunHistory>(&item))
            history_ = *h, plan = steps = evaluations = lines = again = true;
        if (const auto* p = std::get_if<RunPlan>(&item)) history_.plan = *p, plan = true;
        if (const auto* s = std::get_if<StepMetrics>(&item)) {
            history_.steps.push_back(*s);
            aside_ = {};
            steps = true;
        }
        if (const auto* e = std::get_if<Evaluation>(&item)) {
            if (e->part == "test")
                history_.test = *e;
            else
                history_.evaluations.push_back(*e);
            evaluations = true;
        }
        if (const auto* l = std::get_if<LogLine>(&item)) history_.log.push_back(*l), lines = true;
        if (const auto* p = std::get_if<RunProgress>(&item)) aside_ = *p;
    }
    report();
    if (again && isWatching()) emit started(); // it was taken up from an earlier place
    if (plan) emit planned();
    if (steps) emit stepped();
    if (evaluations) emit evaluated();
    if (lines) emit logged();
}

void Training::report() {
    if (!isRunning()) return;
    const double plannedSteps = static_cast<double>(history_.plan.steps);
    if (!aside_.what.empty() || history_.steps.empty()) {
        const bool before = history_.steps.empty();
        const double done = before || plannedSteps <= 0
                                ? aside_.done
                                : static_cast<double>(history_.steps.back().step) / plannedSteps;
        if (!aside_.what.empty()) job_.job().report(aside_.what, done, secondsLeft());
        return;
    }
    const StepMetrics& step = history_.steps.back();
    const auto epochs = static_cast<qint64>(std::ceil(
        plannedSteps / static_cast<double>(std::max<std::int64_t>(1, history_.plan.stepsPerEpoch))));
    const auto epoch = std::min(epochs, static_cast<qint64>(std::ceil(step.epoch)));
    job_.job().report(message("training", "Epoch {0} of {1} · step {2} of {3} · {4} texts/s", epoch, epochs,
                              numbers::grouped(step.step).toStdString(),
                              numbers::grouped(history_.plan.steps).toStdString(),
                              numbers::rate(step.samplesPerSecond).toStdString()),
                      static_cast<double>(step.step) / plannedSteps, step.secondsLeft);
}

void Training::finish(const std::optional<RunSummary>& summary) {
    const QString run = summary ? QString::fromStdString(summary->name) : QString();
    if (discarding_ && summary)
        emit discarded(run);
    else
        emit finished(run);
}

} // namespace espalier
