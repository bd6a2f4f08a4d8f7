#pragma once
// The state that the pages share, without a widget: one open project, its data, the model to start from, the
// recipe, the run that trains and the runs there are. Pages know the workbench and none another page.
#include "ui/bench/ModelHub.h"
#include "ui/bench/ModelShelf.h"
#include "ui/bench/Outlook.h"
#include "ui/bench/RunShelf.h"
#include "ui/bench/Training.h"
#include "ui/jobs/Activities.h"

#include <QTimer>

namespace espalier {

enum class Stage { Data, Model, Train, Evaluate, Try, Export, Runs };
inline constexpr int stageCount = 7;

struct StageState {
    bool possible = false;
    bool done = false;
    bool running = false;
    QString reason; // why it is not possible, in the reader's language
};

class Workbench : public QObject {
    Q_OBJECT
public:
    explicit Workbench(QObject* parent = nullptr);
    ~Workbench() override;

    Activities& activities() { return activities_; }
    DataSet& data() { return data_; }
    ModelShelf& models() { return models_; }
    ModelHub& hub() { return hub_; }
    Training& training() { return training_; }
    RunShelf& runs() { return runs_; }
    Outlook& outlook() { return outlook_; }
    const DataSet& data() const { return data_; }
    const ModelShelf& models() const { return models_; }
    const Training& training() const { return training_; }
    const RunShelf& runs() const { return runs_; }

    ProjectPtr project() const { return project_; }
    // Each runs in the background, then projectChanged() or failed(); while a run trains see leaveProject().
    void createProject(const QString& folder, const QString& name);
    void openProject(const QString& folder);
    void closeProject();
    // A run is not taken from under its project: while one trains, leaveAsked() is said instead of `next`.
    void leaveProject(const std::function<void()>& next);
    // A folder for a new project of this name that is not taken yet; "": among the person's documents.
    static QString freshFolder(const QString& name, const QString& place = {});

    const Recipe& recipe() const { return choices_.recipe; }
    void setRecipe(const Recipe& recipe);
    void chooseModel(const QString& nameOrFolder);
    bool canStart() const;
    void startTraining();
    void resumeTraining(const RunSummary& run);
    void watchTraining(const RunSummary& run); // that another program trains

    StageState stage(Stage stage) const;
    // "CPU · 2 threads · f32" for the present recipe; "" until it is known.
    QString device() const;
    const ComputeNames& compute() const { return compute_; }
    void probeDevice(); // in the background; what computes is loaded with it

    // A file was dropped or opened: with no project open one is made for it. The Data page takes it up.
    void offerFile(const QString& file);
    QString takeOfferedFile();

signals:
    void projectChanged();
    void leaveAsked(const std::function<void()>& next); // to be done once the training has ended, or never
    void recipeChanged();
    void deviceChanged();
    void stagesChanged();
    void fileOffered();
    void stageWanted(espalier::Stage stage); // a page asks the window for another one
    void newProjectWanted();                 // a page asks for the window's dialog
    void openProjectWanted();
    void failed(const espalier::Problem& problem); // opening or keeping a project

private:
    void openWith(Message title, std::function<ProjectPtr()> make);
    void adopt(ProjectPtr project);
    void takeTask();
    void considerOutlook();
    QString reasonWithout(const OpenedRun* run) const;
    void keepChoices();
    void writeChoices();
    void flushChoices();

    Activities activities_;
    ProjectPtr project_;
    Choices choices_;
    QString offeredFile_;
    DataSet data_;
    ModelShelf models_;
    ModelHub hub_;
    Training training_;
    RunShelf runs_;
    Outlook outlook_;
    QTimer keep_;
    ComputeNames compute_;
    Job open_, write_, probe_;
};

} // namespace espalier
