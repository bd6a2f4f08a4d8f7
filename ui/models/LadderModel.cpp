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

// GPT-2 and Llama have no pooler: its rung is empty.
std::vector<std::size_t> shownOf(const Anatomy& anatomy) {
    std::vector<std::size_t> shown;
    for (std::size_t i = anatomy.rungs.size(); i-- > 0;)
        if (anatomy.rungs[i].parameters > 0 || anatomy.rungs[i].weightsOf >= 0) shown.push_back(i);
    return shown;
}

} // namespace

void LadderModel::setLadder(Anatomy anatomy, const std::vector<std::string>& frozen,
                            std::vector<double> learningRates, qint64 labels) {
    const std::vector<std::size_t> shown = shownOf(anatomy);
    const bool same = shown == shown_ && anatomy.rungs.size() == anatomy_.rungs.size();
    if (!same) beginResetModel();
    anatomy_ = std::move(anatomy);
    shown_ = shown;
    frozen_.assign(anatomy_.rungs.size(), false);
    for (const std::string& name : frozen)
        if (const int found = anatomy_.find(name); found >= 0)
            frozen_[static_cast<std::size_t>(found)] = !isShared(static_cast<std::size_t>(found));
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
    if (rung(row) >= gradients_.size() || isShared(rung(row)) || largestGradient_ <= 0) return {};
    constexpr double decades = 3;
    std::vector<double> curve;
    for (const double norm : gradients_[rung(row)])
        curve.push_back(norm > 0 ? std::clamp(1 + std::log10(norm / largestGradient_) / decades, 0.0, 1.0)
                                 : 0);
    return curve;
}

std::size_t LadderModel::owner(std::size_t rung) const {
    const int weightsOf = anatomy_.rungs[rung].weightsOf;
    return weightsOf >= 0 ? static_cast<std::size_t>(weightsOf) : rung;
}

// What shares a rung's weights is named with it, as a recipe from the command line does.
std::vector<std::string> LadderModel::names(const std::vector<bool>& frozen) const {
    std::vector<std::string> names;
    for (auto i = shown_.rbegin(); i != shown_.rend(); ++i)
        if (frozen[owner(*i)]) names.push_back(anatomy_.rungs[*i].name);
    return names;
}

std::vector<std::string> LadderModel::frozen() const {
    return names(frozen_);
}

bool LadderModel::isTrainable(int row) const {
    return !frozen_[owner(rung(row))];
}

bool LadderModel::isFixed(int row) const {
    return anatomy_.rungs[rung(row)].name == "head" || isShared(rung(row));
}

void LadderModel::setTrainable(int row, bool trainable) {
    if (isFixed(row) || isTrainable(row) == trainable) return;
    frozen_[rung(row)] = !trainable;
    changed(); // also of those that share its weights
    emit frozenChanged();
}

// The highest frozen rung; -1: none.
int LadderModel::frozenUpTo(Preset preset) const {
    const int blocks = anatomy_.blocks();
    switch (preset) {
    case Preset::TopHalf: return blocks / 2; // that many blocks above the embeddings
    case Preset::TopTwo: return std::max(0, blocks - 2);
    case Preset::HeadOnly: return static_cast<int>(anatomy_.rungs.size()) - 2;
    default: return -1;
    }
}

std::vector<std::string> LadderModel::frozenFor(Preset preset) const {
    std::vector<bool> frozen(anatomy_.rungs.size(), false);
    for (int i = 0; i <= frozenUpTo(preset); ++i) frozen[static_cast<std::size_t>(i)] = true;
    return names(frozen);
}

bool LadderModel::isPossible(Preset preset) const {
    const auto lowest = static_cast<std::size_t>(frozenUpTo(preset) + 1); // that trains
    return !shown_.empty() && std::none_of(shown_.begin(), shown_.end(), [&](std::size_t each) {
        return each >= lowest && owner(each) < lowest;
    });
}

qint64 LadderModel::trainable() const {
    qint64 sum = 0;
    for (std::size_t i = 0; i < frozen_.size(); ++i)
        if (!frozen_[i]) sum += anatomy_.rungs[i].parameters;
    return sum;
}

int LadderModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(shown_.size());
}

int LadderModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant LadderModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const int row = index.row(), column = index.column();
    switch (role) {
    case Qt::TextAlignmentRole: return alignment(column);
    case ToneRole: return static_cast<int>(isTrainable(row) ? Tone::Text : Tone::Faint);
    case Qt::ToolTipRole: return toolTip(row, column);
    case Qt::DisplayRole: return shown(row, column);
    case Qt::CheckStateRole:
        if (column != Train) return {};
        return static_cast<int>(isTrainable(row) ? Qt::Checked : Qt::Unchecked);
    case Qt::AccessibleTextRole:
        if (column != Train) return {};
        return isTrainable(row) ? tr("trains") : tr("frozen");
    case ShareRole: return column == Weight ? QVariant(share(rung(row))) : QVariant();
    default: return {};
    }
}

QString LadderModel::toolTip(int row, int column) const {
    const std::size_t i = rung(row);
    if (column == Drift)
        return tr("How far the opened run has moved the rung's weights from the checkpoint's");
    if (column == Gradient && i < gradients_.size() && !gradients_[i].empty() && !isShared(i))
        return tr("The gradient's norm during the opened run, by logarithm: %1 at first, %2 at last")
            .arg(numbers::decimal(gradients_[i].front(), 3), numbers::decimal(gradients_[i].back(), 3));
    if (isShared(i))
        return tr("It uses the weights of another rung, and trains and freezes with it: %1")
            .arg(title(anatomy_.rungs[owner(i)]));
    return isFixed(row) ? tr("The head is new, so it always trains") : QString();
}

double LadderModel::share(std::size_t rung) const {
    std::int64_t largest = 1;
    for (const Rung& each : anatomy_.rungs) largest = std::max(largest, each.parameters);
    return static_cast<double>(anatomy_.rungs[rung].parameters) / static_cast<double>(largest);
}

QString LadderModel::shown(int row, int column) const {
    const std::size_t i = rung(row);
    switch (column) {
    case Name: return title(anatomy_.rungs[i]);
    case Parameters: return weights(i);
    case LearningRate:
        return isTrainable(row) ? numbers::learningRate(learningRates_[owner(i)]) : tr("frozen");
    case Drift:
        if (drift_.size() != anatomy_.rungs.size() || isShared(i)) return {};
        return drift_[i] < 0 ? tr("new") : numbers::percent(drift_[i], 2);
    }
    return {};
}

QString LadderModel::weights(std::size_t rung) const {
    if (!isShared(rung)) return numbers::grouped(anatomy_.rungs[rung].parameters);
    return tr("shared with block %1").arg(QString::fromStdString(anatomy_.rungs[owner(rung)].name.substr(6)));
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
