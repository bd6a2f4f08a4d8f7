#include "ui/bench/Workbench.h"

#include "ui/jobs/EngineLoader.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

namespace espalier {

Workbench::Workbench(QObject* parent)
    : QObject(parent), data_(this, &activities_), models_(this), hub_(this, &activities_),
      training_(this, &activities_), runs_(this, &activities_), outlook_(this), open_(this, &activities_),
      write_(this), probe_(this) {
    keep_.setSingleShot(true);
    keep_.setInterval(300);
    connect(&keep_, &QTimer::timeout, this, &Workbench::writeChoices);
    connect(&open_, &Job::failed, this, &Workbench::failed);
    connect(&write_, &Job::failed, this, &Workbench::failed);

    connect(&data_, &DataSet::changed, this, [this] {
        if (project_) models_.choose(QString::fromStdString(choices_.model), data_.state().outputs());
        takeTask();
        emit stagesChanged();
    });
    connect(this, &Workbench::recipeChanged, this, &Workbench::probeDevice);
    connect(&models_, &ModelShelf::chosenChanged, this, &Workbench::stagesChanged);
    connect(&hub_, &ModelHub::fetched, this, [this](const QString& folder) {
        models_.refresh();
        if (project_) chooseModel(folder);
    });
    connect(&runs_, &RunShelf::listed, this, &Workbench::stagesChanged);
    connect(&runs_, &RunShelf::currentChanged, this, [this] {
        keepChoices();
        emit stagesChanged();
    });
    connect(&training_, &Training::started, this, &Workbench::stagesChanged);
    connect(&training_, &Training::finished, this, [this](const QString& run) {
        runs_.refresh();
        if (run.isEmpty()) return;
        runs_.open(run);
        choices_.currentRun = run.toStdString(); // at once: the project may be left before it is open
        keep_.start();
    });
    connect(&training_, &Training::discarded, &runs_, &RunShelf::discard);
    connect(&training_, &Training::failed, &runs_, &RunShelf::refresh);
    connect(&training_, &Training::ended, this, &Workbench::stagesChanged);
    connect(this, &Workbench::stagesChanged, this, &Workbench::considerOutlook);
    connect(this, &Workbench::recipeChanged, this, &Workbench::considerOutlook);
    connect(&outlook_, &Outlook::computed, this, &Workbench::probeDevice);
}

// What is learned says the data.
void Workbench::takeTask() {
    const DataState& data = data_.state();
    if (data.empty()) return;
    Recipe recipe = choices_.recipe;
    if (recipe.task != data.info.labels.task) {
        espalier::takeTask(recipe, data.info.labels.task);
        // Of many labels hardly any reaches one half at first: a person would see none at all.
        recipe.tuneThresholds = recipe.task == multiLabel && data.counts.validation > 0;
    }
    if (recipe.task == multiLabel) recipe.labelSeparator = data.info.labels.separator;
    setRecipe(recipe);
}

void Workbench::considerOutlook() {
    outlook_.consider(project_, data_.state(), models_.chosen(), choices_.recipe, training_.isRunning());
}

Workbench::~Workbench() {
    flushChoices();
    write_.finish();
}

void Workbench::createProject(const QString& folder, const QString& name) {
    leaveProject([this, folder = folder.toStdString(), name = name.toStdString()] {
        openWith(message("project", "Making the project"), [=] { return Project::create(folder, name); });
    });
}

void Workbench::openProject(const QString& folder) {
    if (project_ && QDir(folder) == QDir(QString::fromStdString(project_->folder().string()))) return;
    leaveProject([this, folder = folder.toStdString()] {
        openWith(message("project", "Opening the project"), [=] { return Project::open(folder); });
    });
}

void Workbench::closeProject() {
    leaveProject([this] { adopt(nullptr); });
}

void Workbench::leaveProject(const std::function<void()>& next) {
    if (training_.isRunning())
        emit leaveAsked(next);
    else
        next();
}

void Workbench::openWith(Message title, std::function<ProjectPtr()> make) {
    open_.start(
        std::move(title), [make = std::move(make)](const Job::Context&) { return make(); },
        [this](const ProjectPtr& project) {
            leaveProject([this, project] { adopt(project); }); // a run may have begun meanwhile
        });
}

void Workbench::adopt(ProjectPtr project) {
    flushChoices();
    project_ = nullptr; // so that closing the old one keeps none of its choices
    training_.forget();
    runs_.setProject(nullptr, {});
    choices_ = project ? project->choices() : Choices();
    project_ = std::move(project);
    data_.setProject(project_);
    models_.choose({}, 0);
    if (project_) models_.refresh();
    runs_.setProject(project_, QString::fromStdString(choices_.currentRun));
    emit projectChanged();
    emit recipeChanged();
    emit stagesChanged();
    if (project_ && !offeredFile_.isEmpty()) emit fileOffered();
}

// A card that is asked for and not there is the run's to report.
void Workbench::probeDevice() {
    const auto work = [recipe = choices_.recipe](const Job::Context&) {
        return engine().resolveCompute(recipe.device, recipe.precision, recipe.threads);
    };
    probe_.start({}, work, [this](ComputeNames names) {
        compute_ = std::move(names);
        emit deviceChanged();
    });
}

QString Workbench::device() const {
    if (compute_.device.empty()) return {};
    const QString threads = compute_.threads == 1 ? tr("1 thread") : tr("%1 threads").arg(compute_.threads);
    return QString::fromStdString(compute_.device) + QStringLiteral(" · ") + threads + QStringLiteral(" · ") +
           QString::fromStdString(compute_.precision);
}

QString Workbench::freshFolder(const QString& name, const QString& place) {
    const QDir parent(!place.isEmpty() ? place
                                       : QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation) +
                                             QStringLiteral("/Espalier"));
    QString base = name.simplified().replace(u'/', u'-');
    if (base.isEmpty()) base = tr("Project");
    for (int i = 1;; ++i) {
        const QString folder = parent.filePath((i == 1 ? base : QStringLiteral("%1 %2").arg(base).arg(i)) +
                                               QStringLiteral(".espalier"));
        if (!QFileInfo::exists(folder)) return folder;
    }
}

void Workbench::setRecipe(const Recipe& recipe) {
    if (recipe == choices_.recipe) return;
    choices_.recipe = recipe;
    keepChoices();
    emit recipeChanged();
}

void Workbench::chooseModel(const QString& nameOrFolder) {
    choices_.model = nameOrFolder.toStdString();
    Recipe recipe = choices_.recipe;
    recipe.model = choices_.model;
    recipe.freeze.clear(); // rungs are the old model's
    setRecipe(recipe);
    keepChoices();
    models_.choose(nameOrFolder, data_.state().outputs());
}

bool Workbench::canStart() const {
    return project_ && !data_.state().empty() && models_.chosen();
}

void Workbench::startTraining() {
    Recipe recipe = choices_.recipe;
    recipe.model = choices_.model;
    training_.start(project_, recipe);
}

void Workbench::watchTraining(const RunSummary& run) {
    training_.watch(run);
}

void Workbench::resumeTraining(const RunSummary& run) {
    training_.resume(project_, run);
}

// Why what comes after training, or of a run with a model its evaluation, is not possible.
QString Workbench::reasonWithout(const OpenedRun* run) const {
    if (!run)
        return training_.isRunning() ? tr("Wait for the first result of the training")
                                     : tr("Train a model first");
    return run->hadTexts() ? tr("This run was stopped before it was judged")
                           : tr("This run was never judged: it had no validation or test texts");
}

StageState Workbench::stage(Stage stage) const {
    const bool data = !data_.state().empty(), model = models_.chosen().has_value();
    const OpenedRun* run =
        runs_.current() && hasModel(runs_.current()->summary) ? runs_.current().get() : nullptr;
    StageState state;
    if (!project_) {
        state.reason = tr("Open or start a project first");
        return state;
    }
    switch (stage) {
    case Stage::Data: return {true, data, false, {}};
    case Stage::Model: return {true, model, false, {}};
    case Stage::Train:
        state = {canStart() || training_.hasHistory(), !runs_.runs().empty(), training_.isRunning(), {}};
        state.reason = !data ? tr("Import labelled texts first") : tr("Choose a model first");
        break;
    case Stage::Runs: return {true, false, false, {}};
    default:
        state.possible = run && (stage != Stage::Evaluate || run->evaluation());
        state.reason = reasonWithout(run);
    }
    if (state.possible) state.reason.clear();
    return state;
}

void Workbench::offerFile(const QString& file) {
    offeredFile_ = file;
    if (project_)
        emit fileOffered();
    else {
        const QString name = QFileInfo(file).completeBaseName();
        createProject(freshFolder(name), name);
    }
}

QString Workbench::takeOfferedFile() {
    return std::exchange(offeredFile_, {});
}

void Workbench::keepChoices() {
    if (!project_) return;
    choices_.currentRun = runs_.currentName().toStdString();
    keep_.start();
}

void Workbench::flushChoices() {
    if (!keep_.isActive()) return;
    keep_.stop();
    write_.finish();
    writeChoices();
}

// One writer at a time, so that an older choice never lands on a newer one.
void Workbench::writeChoices() {
    if (write_.isRunning()) return keep_.start();
    write_.start(
        {}, [project = project_, choices = choices_](const Job::Context&) { project->setChoices(choices); },
        [] {});
}

} // namespace espalier
