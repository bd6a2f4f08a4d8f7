#include "ui/bench/Sample.h"

#include "ui/bench/Workbench.h"

#include <QFile>

namespace espalier {
namespace {

// Lives until the training has started or the project is another one.
class SampleStart : public QObject {
public:
    SampleStart(Workbench& bench, QString sample)
        : QObject(&bench), bench_(bench), sample_(std::move(sample)) {
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
            sample_ == u"tickets" ? Workbench::tr("Sample tickets") : Workbench::tr("Sample reviews");
        bench.createProject(Workbench::freshFolder(name), name);
    }

private:
    void import() {
        if (std::exchange(importing_, true)) return deleteLater();
        const auto file = bench_.project()->folder() / (sample_.toStdString() + ".csv");
        QFile::copy(QStringLiteral(":/samples/%1.csv").arg(sample_), QString::fromStdString(file.string()));
        ImportRequest request;
        request.file = file;
        request.columns.text = "text";
        request.columns.label = "label";
        bench_.data().import(request);
    }

    void chooseModel() {
        if (!imported_ || !bench_.models().isListed()) return;
        if (const ModelInfo* model = bench_.models().suggested())
            bench_.chooseModel(QString::fromStdString(model->folder.string()));
        else
            emit bench_.stageWanted(Stage::Model), deleteLater();
    }

    void train() {
        if (!imported_ || !bench_.models().chosen()) return;
        deleteLater();
        disconnect(&bench_.models(), nullptr, this, nullptr);
        bench_.startTraining();
        emit bench_.stageWanted(Stage::Train);
    }

    Workbench& bench_;
    QString sample_;
    bool importing_ = false, imported_ = false;
};

} // namespace

void trySample(Workbench& bench, const QString& sample) {
    new SampleStart(bench, sample);
}

} // namespace espalier
