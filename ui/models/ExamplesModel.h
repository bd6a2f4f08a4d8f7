#pragma once
// Examples with what the model made of them.
#include "core/task/Evaluation.h"

#include <QAbstractTableModel>
#include <QStringList>

#include <vector>

namespace espalier {

struct JudgedText {
    Prediction prediction;
    std::string text;
};

class ExamplesModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Columns { Text, Actual, Predicted, Confidence, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;
    void setExamples(std::vector<JudgedText> examples, QStringList labels);
    void retranslate();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    std::vector<JudgedText> examples_;
    QStringList labels_;
};

} // namespace espalier
