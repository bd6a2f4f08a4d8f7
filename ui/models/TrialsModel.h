#pragma once
// The trials of a search: their settings, how far they are, and how good.
#include "ui/jobs/SearchJob.h"

#include <QAbstractTableModel>

namespace espalier {

class TrialsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Columns { Number, Score, Steps, State, Values, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;
    // metric: by which they are judged, "macro_f1".
    void setTrials(std::vector<TrialProgress> trials, const std::string& metric);
    const TrialProgress& trial(int row) const { return trials_[static_cast<std::size_t>(row)]; }
    void retranslate();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QString text(const TrialProgress& trial, int column) const;

    std::vector<TrialProgress> trials_;
    std::string metric_ = "macro_f1";
};

// "Macro F1"

} // namespace espalier
