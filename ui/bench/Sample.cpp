#include "ui/bench/Sample.h"

#include "ui/bench/Workbench.h"

#include <QFile>

namespace espalier {
namespace {

// Lives until the training has started or the project is another one.
class SampleStart : public QObject {
public:
    SampleStart(Workbench& bench, SampleRequest request)
        : QObject(&bench), bench_(bench), request_(std::move(request)) {
        connect(&bench, &Workbench::projectChanged, this, &SampleStart::import);
        connect(&bench.data(), &DataSet::imported, this, [this] {
            imported_ = true;
            chooseModel();
        });
        connect(&bench.models(), &ModelShelf::listed, this, &SampleStart::chooseModel);
        connect(&bench.models(), &ModelShelf::chosenChanged, this, &SampleStart::train);
        connect(&bench, &Workbench::failed, this, &QObject::deleteLater);
        connect(&bench.data(), &DataSet::failed, this, &QObject::deleteLater);
        connect(&bench.models(), &ModelShelf::failed, this, &QObject::deleteLater);
        const QString name =
            request_.name == u"tickets" ? Workbench::tr("Sample tickets") : Workbench::tr("Sample reviews");
        bench.createProject(request_.folder.isEmpty() ? Workbench::freshFolder(name) : request_.folder, name);
    }

private:
    void import() {
        if (std::exchange(importing_, true)) return deleteLater();
        const auto file = bench_.project()->folder() / (request_.name.toStdString() + ".csv");
        QFile::copy(QStringLiteral(":/samples/%1.csv").arg(request_.name),
                    QString::fromStdString(file.string()));
        ImportRequest request;
        request.file = file;
        request.columns.text = "text";
        request.columns.label = "label";
        bench_.data().import(request);
    }

    void chooseModel() {
        if (!imported_ || !bench_.models().isListed()) return;
        const ModelInfo* suggested = bench_.models().suggested();
        QString model = request_.model;
        if (model.isEmpty() && suggested) model = QString::fromStdString(suggested->folder.string());
        if (!model.isEmpty()) return bench_.chooseModel(model);
        emit bench_.stageWanted(Stage::Model); // it says where models come from
        deleteLater();
    }

    void train() {
        if (!imported_ || !bench_.models().chosen()) return;
        deleteLater();
        disconnect(&bench_.models(), nullptr, this, nullptr);
        Recipe recipe = bench_.recipe();
        recipe.epochs = 6; // few texts: small steps over them more often, and larger ones
        recipe.batch = 16;
        recipe.learningRate = 2e-4;
        bench_.setRecipe(recipe);
        bench_.startTraining();
        emit bench_.stageWanted(Stage::Train);
    }

    Workbench& bench_;
    SampleRequest request_;
    bool importing_ = false, imported_ = false;
};

} // namespace

void trySample(Workbench& bench, const SampleRequest& request) {
    bench.leaveProject([&bench, request] { new SampleStart(bench, request); });
}

} // namespace espalier
