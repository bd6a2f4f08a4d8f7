#include "ui/bench/DataSet.h"

namespace espalier {
namespace {

DataState stateOf(DatasetStore& store) {
    return {store.info(), store.counts(), store.labels(), store.numbers(), store.refused(), store.canUndo()};
}

} // namespace

DataSet::DataSet(QObject* parent, Activities* activities)
    : QObject(parent), read_(this), change_(this, activities) {
    connect(&read_, &Job::failed, this, &DataSet::failed);
    connect(&change_, &Job::failed, this, &DataSet::failed);
    connect(&change_, &Job::ended, this, &DataSet::busyChanged);
}

void DataSet::setProject(ProjectPtr project) {
    read_.cancel();
    change_.cancel();
    project_ = std::move(project);
    apply({});
    if (!project_) return;
    read_.start(
        {}, [project = project_](const Job::Context&) { return stateOf(project->data()); },
        [this](DataState state) { apply(std::move(state)); });
}

void DataSet::import(ImportRequest request) {
    using Result = std::pair<ImportReport, DataState>;
    const auto work = [project = project_, request](const Job::Context& context) -> Result {
        ImportRequest stoppable = request;
        stoppable.stop = context.stop;
        stoppable.progress = context.progress;
        ImportReport report = project->data().import(stoppable);
        return {std::move(report), stateOf(project->data())};
    };
    change_.start(message("data", "Reading {0}", request.file.filename().string()), work,
                  [this](Result result) {
                      state_ = std::move(result.second);
                      emit imported(result.first);
                      emit changed();
                  });
    emit busyChanged();
}

void DataSet::resplit(const SplitRatio& ratio) {
    edit([ratio](DatasetStore& store) { store.resplit(ratio); });
}

void DataSet::edit(std::function<void(DatasetStore&)> change) {
    const auto work = [project = project_, change = std::move(change)](const Job::Context&) {
        change(project->data());
        return stateOf(project->data());
    };
    change_.start(message("data", "Changing the data"), work,
                  [this](DataState state) { apply(std::move(state)); });
    emit busyChanged();
}

void DataSet::apply(DataState state) {
    state_ = std::move(state);
    emit changed();
}

} // namespace espalier
