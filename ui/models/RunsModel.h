#pragma once
// The runs of a project, newest first.
#include "core/train/Run.h"

#include <QAbstractTableModel>

#include <vector>

namespace espalier {

class RunsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Columns { Name, Started, State, Model, Difference, First, Second, Duration, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;
    void setRuns(std::vector<RunSummary> runs, const QString& current);
    void setCurrent(const QString& name);
    const RunSummary& run(int row) const { return runs_[static_cast<std::size_t>(row)]; }
    int rowOf(const QString& name) const; // -1: not there
    void retranslate();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    const std::string& metricOf(int column) const; // First, Second: what says most of the task
    QString text(int row, int column) const;
    QStringList differences(int row) const; // from the run before

    std::vector<RunSummary> runs_;
    QString current_;
};

QString titleOf(RunState state);

} // namespace espalier
