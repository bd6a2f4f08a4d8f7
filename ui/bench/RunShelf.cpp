#include "ui/bench/RunShelf.h"

#include <utility>

namespace espalier {

bool hasModel(const RunSummary& run) {
    return run.state == RunState::Finished || run.state == RunState::Stopped ||
           (run.state == RunState::Paused && run.bestStep > 0);
}

bool canGoOn(const RunSummary& run) {
    return run.snapshot && run.state != RunState::Finished && run.state != RunState::Running;
}

bool isOfOtherImport(const RunSummary& run, const DatasetInfo& data) {
    return !run.importId.empty() && !data.importId.empty() && run.importId != data.importId;
}

bool OpenedRun::hadTexts() const {
    return history.plan.validationExamples + history.plan.testExamples > 0;
}

RunShelf::RunShelf(QObject* parent, Activities* activities)
    : QObject(parent), list_(this), open_(this, activities), discard_(this) {
    for (Job* job : {&list_, &open_, &discard_}) connect(job, &Job::failed, this, &RunShelf::failed);
}

void RunShelf::setProject(ProjectPtr project, const QString& current) {
    for (Job* job : {&list_, &open_, &discard_}) job->cancel();
    project_ = std::move(project);
    runs_.clear();
    emit listed();
    setCurrent(nullptr);
    if (!project_) return;
    refresh();
    if (!current.isEmpty()) open(current);
}

void RunShelf::refresh() {
    list_.start(
        {}, [project = project_](const Job::Context&) { return project->runs(); },
        [this](std::vector<RunSummary> runs) {
            runs_ = std::move(runs);
            emit listed();
            if (std::exchange(openNewest_, false)) openNewest();
        });
}

void RunShelf::openNewest() {
    for (const RunSummary& run : runs_)
        if (hasModel(run)) return open(QString::fromStdString(run.name));
}

void RunShelf::open(const QString& name) {
    const auto work = [folder = project_->runsFolder() / name.toStdString()](const Job::Context&) {
        return std::make_shared<const OpenedRun>(OpenedRun{readRun(folder), readHistory(folder)});
    };
    open_.start(message("runs", "Opening {0}", name.toStdString()), work,
                [this](std::shared_ptr<const OpenedRun> run) { setCurrent(std::move(run)); });
}

void RunShelf::discard(const QString& name) {
    const bool wasCurrent = name == currentName_;
    if (wasCurrent) setCurrent(nullptr);
    const auto work = [project = project_, name = name.toStdString()](const Job::Context&) {
        project->discardRun(name);
    };
    discard_.start({}, work, [this, wasCurrent] {
        openNewest_ = wasCurrent; // the pages go on with a run that is still there
        refresh();
    });
}

void RunShelf::setCurrent(std::shared_ptr<const OpenedRun> run) {
    current_ = std::move(run);
    currentName_ = current_ ? QString::fromStdString(current_->summary.name) : QString();
    emit currentChanged();
}

} // namespace espalier
