#include "ui/models/TrialsModel.h"

#include "core/task/Names.h"
#include "ui/models/RecipeWords.h"
#include "ui/models/TaskWords.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Numbers.h"
#include "ui/widgets/Table.h"

#include <algorithm>
#include <cmath>

namespace espalier {
namespace {

bool isNumber(int column) {
    return column == TrialsModel::Score || column == TrialsModel::Steps;
}

} // namespace

void TrialsModel::setTrials(std::vector<TrialProgress> trials, const std::string& metric) {
    const bool same = trials.size() == trials_.size();
    if (!same) beginResetModel();
    trials_ = std::move(trials);
    metric_ = metric;
    if (!same)
        endResetModel();
    else if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

void TrialsModel::retranslate() {
    emit headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    if (rowCount() > 0) emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

int TrialsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(trials_.size());
}

int TrialsModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QString TrialsModel::text(const TrialProgress& trial, int column) const {
    switch (column) {
    case Number: return QString::number(trial.number);
    case Score: {
        if (trial.scores.empty() || trial.failed) return QStringLiteral("–");
        const auto best = std::max_element(trial.scores.begin(), trial.scores.end(),
                                           [](auto& a, auto& b) { return a.second < b.second; });
        return metricText(metric_, lowerIsBetter(metric_) ? -best->second : best->second);
    }
    case Steps: return numbers::grouped(trial.steps);
    case State: return trial.failed ? tr("ran away") : trial.running ? tr("training") : QString();
    case Values: {
        QStringList values;
        for (const auto& value : trial.values) values << QString::fromStdString(value).replace(u'_', u' ');
        return values.join(QStringLiteral(" · "));
    }
    }
    return {};
}

QVariant TrialsModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const TrialProgress& here = trial(index.row());
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>((isNumber(index.column()) ? Qt::AlignRight : Qt::AlignLeft) |
                                Qt::AlignVCenter);
    if (role == ToneRole && here.failed) return static_cast<int>(Tone::Faint);
    if (role == ToneRole && here.running) return static_cast<int>(Tone::Accent);
    return role == Qt::DisplayRole ? QVariant(text(here, index.column())) : QVariant();
}

QVariant TrialsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>((isNumber(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case Number: return tr("Trial");
    case Score: return metricTitle(metric_);
    case Steps: return tr("Steps");
    case State: return QString();
    case Values: return tr("Settings");
    }
    return {};
}

} // namespace espalier
