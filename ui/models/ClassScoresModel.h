#pragma once
// Precision, recall and F1 of every class.
#include "core/eval/Classification.h"

#include <QAbstractTableModel>
#include <QStringList>

namespace espalier {

class ClassScoresModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Columns { ClassLabel, Precision, Recall, F1, Support, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;
    void setScores(std::vector<ClassScores> scores, QStringList labels); // one of each a class
    void retranslate();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    std::vector<ClassScores> scores_;
    QStringList labels_;
};

} // namespace espalier
