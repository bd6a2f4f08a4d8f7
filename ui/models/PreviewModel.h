#pragma once
// The first rows of a file, with what each column is for.
#include "core/data/Columns.h"

#include <QAbstractTableModel>

namespace espalier {

class PreviewModel : public QAbstractTableModel {
    Q_OBJECT
public:
    using QAbstractTableModel::QAbstractTableModel;
    void setPreview(Preview preview);
    const Preview& preview() const { return preview_; }
    void setRoles(std::vector<ColumnRole> roles); // one a column

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    Preview preview_;
    std::vector<ColumnRole> roles_;
};

} // namespace espalier
