#pragma once
// The open project's data as the pages show it. The store itself is read and changed in jobs.
#include "core/project/Project.h"
#include "ui/jobs/Job.h"

namespace espalier {

using ProjectPtr = std::shared_ptr<Project>;

struct DataState {
    DatasetInfo info;
    PartCounts counts;
    std::vector<LabelCount> labels;  // most frequent first
    std::vector<RefusedRow> refused; // the first ones
    bool canUndo = false;

    bool empty() const { return counts.total() == 0; }
};

class DataSet : public QObject {
    Q_OBJECT
public:
    DataSet(QObject* parent, Activities* activities);

    void setProject(ProjectPtr project); // null closes
    const DataState& state() const { return state_; }
    bool isBusy() const { return change_.isRunning(); }

    // Each runs in the background, then changed() or failed().
    void import(ImportRequest request);
    void resplit(const SplitRatio& ratio);
    void edit(std::function<void(DatasetStore&)> change);
    void cancel() { change_.cancel(); }

signals:
    void changed();
    void imported(const espalier::ImportReport& report); // before changed()
    void busyChanged();
    void failed(const espalier::Problem& problem);

private:
    void apply(DataState state);

    ProjectPtr project_;
    DataState state_;
    Job read_, change_;
};

} // namespace espalier
