#include "ui/models/RowsModel.h"

#include "ui/models/CellText.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Numbers.h"
#include "ui/widgets/Table.h"

#include <algorithm>
#include <limits>

namespace espalier {
namespace {

constexpr std::size_t mostWanted = 4; // pages: what was scrolled past is not read
constexpr std::size_t mostKept = 64;  // pages

bool isNumber(int column) {
    return column == RowsModel::Line;
}

} // namespace

QString titleOf(Part part) {
    switch (part) {
    case Part::Train: return RowsModel::tr("Training");
    case Part::Validation: return RowsModel::tr("Validation");
    case Part::Test: return RowsModel::tr("Test");
    }
    return {};
}

RowsModel::RowsModel(QObject* parent) : QAbstractTableModel(parent), count_(this), fetch_(this) {
    for (Job* job : {&count_, &fetch_}) connect(job, &Job::failed, this, &RowsModel::failed);
    connect(&fetch_, &Job::ended, this, &RowsModel::fetch);
}

void RowsModel::setProject(ProjectPtr project) {
    count_.cancel();
    wanted_.clear();
    fetch_.cancel();
    project_ = std::move(project);
    query_ = {};
    beginResetModel();
    pages_.clear();
    rowCount_ = 0;
    endResetModel();
    count();
}

void RowsModel::setQuery(const RowQuery& query) {
    if (query == query_) return;
    query_ = query;
    count();
}

void RowsModel::refresh() {
    count();
}

void RowsModel::count() {
    if (!project_) return;
    // Read anew, also where the number of rows stays: their order or contents may not.
    count_.start(
        {},
        [project = project_, query = query_](const Job::Context&) { return project->data().count(query); },
        [this](std::int64_t rows) { take(rows); });
}

void RowsModel::take(qint64 rows) {
    wanted_.clear();
    fetch_.cancel();
    const int shown = static_cast<int>(std::min<qint64>(rows, std::numeric_limits<int>::max() / 64));
    if (shown == rowCount_) {
        for (auto& [number, page] : pages_) page.stale = true;
        if (rowCount_ > 0) emit dataChanged(index(0, 0), index(rowCount_ - 1, ColumnCount - 1));
    } else {
        beginResetModel();
        pages_.clear();
        rowCount_ = shown;
        endResetModel();
    }
    emit counted(rows);
}

const StoredRow* RowsModel::rowAt(int row) const {
    const auto found = pages_.find(row / pageSize);
    if (found == pages_.end() || found->second.stale) want(row / pageSize);
    if (found == pages_.end()) return nullptr;
    const auto within = static_cast<std::size_t>(row % pageSize);
    return within < found->second.rows.size() ? &found->second.rows[within] : nullptr;
}

void RowsModel::want(int page) const {
    if (const auto known = std::find(wanted_.begin(), wanted_.end(), page); known != wanted_.end())
        wanted_.erase(known);
    wanted_.push_back(page);
    if (wanted_.size() > mostWanted) wanted_.erase(wanted_.begin());
    if (std::exchange(fetchPlanned_, true)) return;
    auto* self = const_cast<RowsModel*>(this); // reading ahead changes nothing that can be seen
    QMetaObject::invokeMethod(
        self,
        [self] {
            self->fetchPlanned_ = false;
            self->fetch();
        },
        Qt::QueuedConnection);
}

void RowsModel::fetch() {
    if (!project_ || wanted_.empty() || fetch_.isRunning() || count_.isRunning()) return;
    const int page = wanted_.back();
    wanted_.pop_back();
    const auto work = [project = project_, query = query_, page](const Job::Context&) {
        return project->data().rows(query, std::int64_t{page} * pageSize, pageSize);
    };
    fetch_.start({}, work, [this, page](std::vector<StoredRow> rows) { keep(page, std::move(rows)); });
}

void RowsModel::keep(int page, std::vector<StoredRow> rows) {
    if (pages_.size() >= mostKept) {
        const auto farthest =
            std::max_element(pages_.begin(), pages_.end(), [&](const auto& a, const auto& b) {
                return std::abs(a.first - page) < std::abs(b.first - page);
            });
        pages_.erase(farthest);
    }
    pages_[page] = {std::move(rows), false};
    const int first = page * pageSize, last = std::min(first + pageSize, rowCount_) - 1;
    if (first <= last) emit dataChanged(index(first, 0), index(last, ColumnCount - 1));
}

void RowsModel::retranslate() {
    emit headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    if (rowCount_ > 0) emit dataChanged(index(0, Part), index(rowCount_ - 1, Part));
}

int RowsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : rowCount_;
}

int RowsModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RowsModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>((isNumber(index.column()) ? Qt::AlignRight : Qt::AlignLeft) |
                                Qt::AlignVCenter);
    if (role == ChipRole) return index.column() == Label;
    if (role == ToneRole)
        return static_cast<int>(index.column() == Text || index.column() == Second ? Tone::Text
                                                                                   : Tone::Secondary);
    if (role != Qt::DisplayRole && role != Qt::EditRole && role != Qt::ToolTipRole) return {};
    const StoredRow* row = rowAt(index.row());
    if (!row) return {};
    if (role == Qt::ToolTipRole) {
        if (index.column() == Text) return tipText(row->text);
        if (index.column() == Second) return tipText(row->pair.value_or(""));
        if (index.column() == Label && row->edited) return tr("Changed by hand");
        return {};
    }
    return shown(*row, index.column());
}

QVariant RowsModel::shown(const StoredRow& row, int column) const {
    switch (column) {
    case Line: return numbers::grouped(row.line);
    case Text: return cellText(row.text);
    case Second: return cellText(row.pair.value_or(""));
    case Label: return QString::fromStdString(row.label);
    case Part: return titleOf(row.part);
    }
    return {};
}

QVariant RowsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>((isNumber(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case Line: return tr("Line");
    case Text: return tr("Text");
    case Second: return tr("Second text");
    case Label: return tr("Label");
    case Part: return tr("Part");
    }
    return {};
}

Qt::ItemFlags RowsModel::flags(const QModelIndex& index) const {
    if (!index.isValid()) return {};
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index) | Qt::ItemNeverHasChildren;
    return index.column() == Label && editable_ ? flags | Qt::ItemIsEditable : flags;
}

bool RowsModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (role != Qt::EditRole || !flags(index).testFlag(Qt::ItemIsEditable)) return false;
    const QString label = value.toString().trimmed();
    if ((label.isEmpty() && !labelMayBeEmpty_) || !rowAt(index.row())) return false;
    StoredRow& row = pages_[index.row() / pageSize].rows[static_cast<std::size_t>(index.row() % pageSize)];
    if (label.toStdString() == row.label) return true;
    row.label = label.toStdString(); // shown at once; refresh() brings what was stored
    emit dataChanged(index, index);
    emit labelWanted(row.id, label);
    return true;
}

void RowsModel::sort(int column, Qt::SortOrder order) {
    RowQuery sorted = query_;
    using Order = RowQuery::Order;
    sorted.order = column == Text    ? Order::Text
                   : column == Label ? Order::Label
                   : column == Part  ? Order::Part
                                     : Order::File;
    sorted.descending = order == Qt::DescendingOrder;
    setQuery(sorted);
}

} // namespace espalier
