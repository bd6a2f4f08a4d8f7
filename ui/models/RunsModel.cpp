#include "ui/models/RunsModel.h"

#include "ui/jobs/Words.h"
#include "ui/models/RecipeWords.h"
#include "ui/models/TaskWords.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Numbers.h"
#include "ui/widgets/Table.h"

namespace espalier {
namespace {

bool isNumber(int column) {
    return column == RunsModel::First || column == RunsModel::Second || column == RunsModel::Duration;
}

} // namespace

QString titleOf(RunState state) {
    switch (state) {
    case RunState::Running: return RunsModel::tr("training");
    case RunState::Finished: return RunsModel::tr("finished");
    case RunState::Stopped: return RunsModel::tr("stopped");
    case RunState::Failed: return RunsModel::tr("failed");
    case RunState::Paused: return RunsModel::tr("paused");
    }
    return {};
}

void RunsModel::setRuns(std::vector<RunSummary> runs, const QString& current) {
    beginResetModel();
    runs_ = std::move(runs);
    current_ = current;
    endResetModel();
    emit headerDataChanged(Qt::Horizontal, First, Second);
}

void RunsModel::setCurrent(const QString& name) {
    current_ = name;
    if (rowCount() > 0) emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

// By the task of the newest: a project hardly ever changes it.
const std::string& RunsModel::metricOf(int column) const {
    const auto& headline = headlineOf(runs_.empty() ? textClassification : runs_.front().recipe.task);
    return headline[column == First ? 0 : 1];
}

int RunsModel::rowOf(const QString& name) const {
    for (int row = 0; row < rowCount(); ++row)
        if (QString::fromStdString(run(row).name) == name) return row;
    return -1;
}

void RunsModel::retranslate() {
    emit headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    setCurrent(current_);
}

int RunsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(runs_.size());
}

int RunsModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QStringList RunsModel::differences(int row) const {
    if (row + 1 >= rowCount()) return {};
    return recipeDifferences(run(row + 1).recipe, run(row).recipe);
}

QString RunsModel::text(int row, int column) const {
    const RunSummary& summary = run(row);
    switch (column) {
    case Name: return QString::fromStdString(summary.name);
    case Started: return numbers::dayAndTime(QString::fromStdString(summary.started));
    case State: return titleOf(summary.state);
    case Model: return modelName(summary.recipe);
    case Difference: {
        if (row + 1 >= rowCount()) return tr("the first run");
        const QStringList list = differences(row);
        return list.isEmpty() ? tr("same recipe") : list.join(QStringLiteral(" · "));
    }
    case First:
    case Second: return metricText(metricOf(column), summary.judged());
    case Duration: return numbers::duration(summary.trainSeconds);
    }
    return {};
}

QVariant RunsModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const RunSummary& summary = run(index.row());
    switch (role) {
    case Qt::DisplayRole: return text(index.row(), index.column());
    case Qt::TextAlignmentRole:
        return static_cast<int>((isNumber(index.column()) ? Qt::AlignRight : Qt::AlignLeft) |
                                Qt::AlignVCenter);
    case Qt::ToolTipRole:
        if (index.column() == Difference) return differences(index.row()).join(u'\n');
        if (index.column() == State) return words(summary.error);
        return {};
    case ToneRole:
        if (index.column() == State && summary.state == RunState::Failed)
            return static_cast<int>(Tone::Wrong);
        if (index.column() == Name || isNumber(index.column())) return static_cast<int>(Tone::Text);
        return static_cast<int>(Tone::Secondary);
    case Qt::FontRole:
        if (index.column() == Name && QString::fromStdString(summary.name) == current_)
            return Theme::current().font(13, QFont::DemiBold);
        return {};
    default: return {};
    }
}

QVariant RunsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>((isNumber(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case Name: return tr("Run");
    case Started: return tr("Started");
    case State: return tr("State");
    case Model: return tr("Model");
    case Difference: return tr("What changed");
    case First:
    case Second: return metricTitle(metricOf(section));
    case Duration: return tr("Time");
    }
    return {};
}

} // namespace espalier
