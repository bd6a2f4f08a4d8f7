#pragma once
// The project's runs, and the one that the pages after training show.
#include "ui/bench/DataSet.h"

namespace espalier {

bool hasModel(const RunSummary& run); // to try and to export: it has finished, or was stopped and kept
// Whether it has a snapshot from which it can be resumed.
bool canGoOn(const RunSummary& run);
// Another import has taken the place of the one it was trained on: rows of the same number are not its rows.
bool isOfOtherImport(const RunSummary& run, const DatasetInfo& data);

struct OpenedRun {
    RunSummary summary;
    RunHistory history;

    // The test set's where there is one, else the best validation; null for a run that was never judged.
    const Evaluation* evaluation() const { return history.judged(); }
    bool hadTexts() const; // to be judged by
};

class RunShelf : public QObject {
    Q_OBJECT
public:
    RunShelf(QObject* parent, Activities* activities);

    void setProject(ProjectPtr project, const QString& current); // null closes
    void refresh();
    const std::vector<RunSummary>& runs() const { return runs_; } // newest first

    void open(const QString& name);
    std::shared_ptr<const OpenedRun> current() const { return current_; } // null: none
    QString currentName() const { return currentName_; }
    void discard(const QString& name); // to the project's bin

signals:
    void listed();
    void currentChanged();
    void failed(const espalier::Problem& problem);

private:
    void openNewest(); // of those with results
    void setCurrent(std::shared_ptr<const OpenedRun> run);

    ProjectPtr project_;
    std::vector<RunSummary> runs_;
    std::shared_ptr<const OpenedRun> current_;
    QString currentName_;
    bool openNewest_ = false; // once the list is here
    Job list_, open_, discard_;
};

} // namespace espalier
