#pragma once
// Rows that an import refused, each with its line and the reason.
#include "core/data/import/CsvReader.h"

#include <QAbstractTableModel>

namespace espalier {

class RefusedModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Columns { Line, Reason, Found, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;
    void setRows(std::vector<RefusedRow> rows);
    void retranslate();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    std::vector<RefusedRow> rows_;
};

} // namespace espalier
