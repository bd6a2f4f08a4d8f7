#include "ui/bench/ModelShelf.h"

#include "ui/jobs/EngineLoader.h"

#include <algorithm>

namespace espalier {

ModelShelf::ModelShelf(QObject* parent) : QObject(parent), list_(this), describe_(this) {
    connect(&list_, &Job::failed, this, &ModelShelf::failed);
    connect(&describe_, &Job::failed, this, [this](const Problem& problem) {
        chosen_.reset();
        emit chosenChanged();
        emit failed(problem);
    });
}

void ModelShelf::refresh() {
    list_.start(
        {}, [](const Job::Context&) { return engine().listModels(modelRoots()); },
        [this](std::vector<ModelInfo> models) {
            models_ = std::move(models);
            listed_ = true;
            emit listed();
        });
}

const ModelInfo* ModelShelf::suggested() const {
    const ModelInfo* best = nullptr;
    for (const ModelInfo& model : models_)
        if (model.problem.empty() && (!best || model.bytes < best->bytes)) best = &model;
    return best;
}

void ModelShelf::choose(const QString& nameOrFolder, std::int64_t labels) {
    if (nameOrFolder.isEmpty()) {
        describe_.cancel();
        chosen_.reset();
        emit chosenChanged();
        return;
    }
    if (chosen_ && asked_ == std::pair(nameOrFolder, labels)) return;
    asked_ = {nameOrFolder, labels};
    const auto work = [name = nameOrFolder.toStdString(), labels](const Job::Context&) {
        return engine().describeModel(engine().resolveModel(name), labels);
    };
    describe_.start({}, work, [this](ModelInfo model) {
        chosen_ = std::move(model);
        emit chosenChanged();
    });
}

} // namespace espalier
