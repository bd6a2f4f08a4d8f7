#pragma once
// The rows of a data set, however many: a page of them is read in the background when it comes into view.
#include "ui/bench/DataSet.h"

#include <QAbstractTableModel>

#include <unordered_map>

namespace espalier {

class RowsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Columns { Line, Text, Second, Label, Part, ColumnCount };
    static constexpr int pageSize = 128;

    explicit RowsModel(QObject* parent = nullptr);
    void setProject(ProjectPtr project); // null: no rows
    void setQuery(const RowQuery& query);
    const RowQuery& query() const { return query_; }
    void refresh(); // the data have changed
    void setEditable(bool editable) { editable_ = editable; }
    void setLabelMayBeEmpty(bool may) { labelMayBeEmpty_ = may; }
    void retranslate();

    bool isLoading() const { return count_.isRunning() || fetch_.isRunning(); }
    const StoredRow* rowAt(int row) const; // null while it is not here

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

signals:
    void labelWanted(qint64 id, const QString& label); // typed into a cell
    void counted(qint64 rows);                         // of the query
    void failed(const espalier::Problem& problem);

private:
    struct Page {
        std::vector<StoredRow> rows;
        bool stale = false; // shown until the new one is here
    };
    QVariant shown(const StoredRow& row, int column) const;
    void count();
    void take(qint64 rows);
    void want(int page) const; // from data(), which is const
    void fetch();
    void keep(int page, std::vector<StoredRow> rows);

    ProjectPtr project_;
    RowQuery query_;
    int rowCount_ = 0;
    bool editable_ = true, labelMayBeEmpty_ = false;
    mutable std::unordered_map<int, Page> pages_;
    mutable std::vector<int> wanted_; // latest last
    mutable bool fetchPlanned_ = false;
    Job count_, fetch_;
};

QString titleOf(Part part);

} // namespace espalier
