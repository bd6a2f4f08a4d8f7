#include "ui/models/LadderModel.h"

#include "ui/theme/Theme.h"
#include "ui/widgets/Numbers.h"
#include "ui/widgets/Table.h"

#include <algorithm>
#include <cmath>

namespace espalier {
namespace {

int alignment(int column) {
    const bool number = column == LadderModel::Parameters || column == LadderModel::LearningRate ||
                        column == LadderModel::Drift;
    return static_cast<int>((number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
}

} // namespace

void LadderModel::setLadder(Anatomy anatomy, const std::vector<std::string>& frozen,
                            std::vector<double> learningRates, qint64 labels) {
    const bool same = anatomy.rungs.size() == anatomy_.rungs.size();
    if (!same) beginResetModel();
    anatomy_ = std::move(anatomy);
    frozen_.assign(anatomy_.rungs.size(), false);
    for (const std::string& name : frozen)
        if (const int found = anatomy_.find(name); found >= 0)
            frozen_[static_cast<std::size_t>(found)] = true;
    learningRates_ = std::move(learningRates);
    learningRates_.resize(anatomy_.rungs.size());
    labels_ = labels;
    if (same)
        changed();
    else
        endResetModel();
}

void LadderModel::setRun(std::vector<double> drift, std::vector<std::vector<double>> gradients) {
    drift_ = std::move(drift);
    gradients_ = std::move(gradients);
    largestGradient_ = 0;
    for (const auto& curve : gradients_)
        for (const double norm : curve) largestGradient_ = std::max(largestGradient_, norm);
    changed();
}

std::vector<double> LadderModel::gradientCurve(int row) const {
    if (rung(row) >= gradients_.size() || largestGradient_ <= 0) return {};
    constexpr double decades = 3;
    std::vector<double> curve;
    for (const double norm : gradients_[rung(row)])
        curve.push_back(norm > 0 ? std::clamp(1 + std::log10(norm / largestGradient_) / decades, 0.0, 1.0)
                                 : 0);
    return curve;
}

std::vector<std::string> LadderModel::frozen() const {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < frozen_.size(); ++i)
        if (frozen_[i]) names.push_back(anatomy_.rungs[i].name);
    return names;
}

bool LadderModel::isTrainable(int row) const {
    return !frozen_[rung(row)];
}

bool LadderModel::isFixed(int row) const {
    return anatomy_.rungs[rung(row)].name == "head";
}

void LadderModel::setTrainable(int row, bool trainable) {
    if (isFixed(row) || isTrainable(row) == trainable) return;
    frozen_[rung(row)] = !trainable;
    emit dataChanged(index(row, 0), index(row, ColumnCount - 1));
    emit frozenChanged();
}

std::vector<std::string> LadderModel::frozenFor(Preset preset) const {
    const int blocks = anatomy_.blocks();
    int lowest = 0; // so many blocks are frozen, and the embeddings
    switch (preset) {
    case Preset::All: return {};
    case Preset::TopHalf: lowest = blocks / 2; break;
    case Preset::TopTwo: lowest = std::max(0, blocks - 2); break;
    case Preset::HeadOnly: {
        std::vector<std::string> names;
        for (const Rung& each : anatomy_.rungs)
            if (each.name != "head") names.push_back(each.name);
        return names;
    }
    }
    return parseFreeze(std::to_string(lowest), anatomy_);
}

qint64 LadderModel::trainable() const {
    qint64 sum = 0;
    for (std::size_t i = 0; i < frozen_.size(); ++i)
        if (!frozen_[i]) sum += anatomy_.rungs[i].parameters;
    return sum;
}

int LadderModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(anatomy_.rungs.size());
}

int LadderModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant LadderModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const int row = index.row();
    if (role == Qt::TextAlignmentRole) return alignment(index.column());
    if (role == ToneRole) return static_cast<int>(isTrainable(row) ? Tone::Text : Tone::Faint);
    if (role == Qt::ToolTipRole && index.column() == Drift)
        return tr("How far the opened run has moved the rung's weights from the checkpoint's");
    if (role == Qt::ToolTipRole && index.column() == Gradient && rung(row) < gradients_.size() &&
        !gradients_[rung(row)].empty())
        return tr("The gradient's norm during the opened run, by logarithm: %1 at first, %2 at last")
            .arg(numbers::decimal(gradients_[rung(row)].front(), 3),
                 numbers::decimal(gradients_[rung(row)].back(), 3));
    if (role == Qt::ToolTipRole && isFixed(row)) return tr("The head is new, so it always trains");
    if (role == Qt::CheckStateRole && index.column() == Train)
        return static_cast<int>(isTrainable(row) ? Qt::Checked : Qt::Unchecked);
    if (role == ShareRole && index.column() == Weight) {
        const auto largest = std::max_element(anatomy_.rungs.begin(), anatomy_.rungs.end(),
                                              [](auto& a, auto& b) { return a.parameters < b.parameters; });
        return static_cast<double>(anatomy_.rungs[rung(row)].parameters) /
               static_cast<double>(std::max<std::int64_t>(1, largest->parameters));
    }
    if (role == Qt::AccessibleTextRole && index.column() == Train)
        return isTrainable(row) ? tr("trains") : tr("frozen");
    return role == Qt::DisplayRole ? QVariant(shown(row, index.column())) : QVariant();
}

QString LadderModel::shown(int row, int column) const {
    const Rung& here = anatomy_.rungs[rung(row)];
    switch (column) {
    case Name: return title(here);
    case Parameters: return numbers::grouped(here.parameters);
    case LearningRate:
        return isTrainable(row) ? numbers::learningRate(learningRates_[rung(row)]) : tr("frozen");
    case Drift:
        if (drift_.size() != anatomy_.rungs.size()) return {};
        return drift_[rung(row)] < 0 ? tr("new") : numbers::percent(drift_[rung(row)], 2);
    }
    return {};
}

QString LadderModel::title(const Rung& rung) const {
    if (rung.name == "head")
        return labels_ == 0 ? tr("Head · a number") : tr("Head · %1 labels").arg(labels_);
    if (rung.name == "pooler") return tr("Pooler");
    if (rung.name == "embeddings") return tr("Embeddings");
    if (rung.name.starts_with("block."))
        return tr("Block %1").arg(QString::fromStdString(rung.name.substr(6)));
    return QString::fromStdString(rung.name);
}

QVariant LadderModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole) return alignment(section);
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case Train: return tr("Train");
    case Name: return tr("Rung");
    case Parameters: return tr("Parameters");
    case LearningRate: return tr("Learning rate");
    case Drift: return tr("Moved");
    case Gradient: return tr("Gradient");
    }
    return QString();
}

Qt::ItemFlags LadderModel::flags(const QModelIndex& index) const {
    if (!index.isValid()) return {};
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index) | Qt::ItemNeverHasChildren;
    const bool ticks = index.column() == Train && !isFixed(index.row());
    return ticks ? flags | Qt::ItemIsUserCheckable : flags;
}

bool LadderModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (role != Qt::CheckStateRole || !flags(index).testFlag(Qt::ItemIsUserCheckable)) return false;
    setTrainable(index.row(), value.toInt() == Qt::Checked);
    return true;
}

void LadderModel::retranslate() {
    emit headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    changed();
}

void LadderModel::changed() {
    if (rowCount() > 0) emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

} // namespace espalier
