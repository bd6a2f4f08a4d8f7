#pragma once
// The open project's data as the pages show it. The store itself is read and changed in jobs.
#include "core/project/Project.h"
#include "ui/jobs/Job.h"

namespace espalier {

using ProjectPtr = std::shared_ptr<Project>;

struct DataState {
    DatasetInfo info;
    PartCounts counts;
    std::vector<LabelCount> labels;      // most frequent first; none of a regression
    std::optional<NumberSpread> numbers; // of a regression
    std::vector<RefusedRow> refused;     // the first ones
    bool canUndo = false;

    bool empty() const { return counts.total() == 0; }
    // For so many numbers a head has room: labels, or the one that is predicted.
    std::int64_t outputs() const { return numbers ? 1 : static_cast<std::int64_t>(labels.size()); }
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
