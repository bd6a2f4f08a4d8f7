#include "ui/models/RecipeModel.h"

#include "ui/models/RecipeWords.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Table.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace espalier {
namespace {

// Decided on other pages, filled in when a run starts, or of tasks that the window doesn't know.
constexpr std::array others = {"task",
                               "model",
                               "model_hash",
                               "data_hash",
                               "labels",
                               "label_separator",
                               "threshold",
                               "label_thresholds",
                               "tune_thresholds",
                               "huber_delta"};

// As it is typed, too.
QString written(const Json& value) {
    if (value.is_number_float()) return QString::number(value.get<double>(), 'g', 15);
    if (value.is_array()) {
        QStringList items;
        for (const Json& item : value) items << QString::fromStdString(item.get<std::string>());
        const bool plain =
            std::none_of(items.begin(), items.end(), [](const auto& i) { return i.contains(u','); });
        if (plain) return items.join(QStringLiteral(", "));
    }
    return QString::fromStdString(value.is_string() ? value.get<std::string>() : value.dump());
}

QString shown(const Json& value) {
    return value.is_array() && value.empty() ? QStringLiteral("–") : written(value);
}

} // namespace

RecipeModel::RecipeModel(QObject* parent) : QAbstractTableModel(parent) {
    for (const RecipeKey& key : recipeKeys())
        if (std::find(others.begin(), others.end(), key.name) == others.end()) keys_.push_back(&key);
}

void RecipeModel::setRecipe(const Recipe& recipe) {
    recipe_ = recipe;
    emit dataChanged(index(0, Value), index(rowCount() - 1, Value));
}

void RecipeModel::retranslate() {
    emit headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

int RecipeModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(keys_.size());
}

int RecipeModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RecipeModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const RecipeKey& key = *keys_[static_cast<std::size_t>(index.row())];
    const Json value = key.get(recipe_), standard = key.get(Recipe());
    if (role == Qt::EditRole && index.column() == Value) return written(value);
    if (role == Qt::DisplayRole) switch (index.column()) {
        case Key: return keyTitle(key);
        case Value: return shown(value);
        case Default: return shown(standard);
        case Meaning: return QCoreApplication::translate("recipe", key.description.c_str());
        }
    if (role == Qt::ToolTipRole && index.column() == Key) return QString::fromStdString(key.name);
    if (role == Qt::ToolTipRole && index.column() == Meaning)
        return QCoreApplication::translate("recipe", key.description.c_str());
    if (role == Qt::ToolTipRole && index.column() == Value)
        return (QStringList{tr("Usually %1").arg(shown(standard))} +
                QStringList{QString::fromStdString(key.range)})
            .join(u'\n')
            .trimmed();
    if (role == ToneRole) {
        if (index.column() == Value) return static_cast<int>(value == standard ? Tone::Text : Tone::Accent);
        return static_cast<int>(index.column() == Key ? Tone::Text : Tone::Secondary);
    }
    return {};
}

QVariant RecipeModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case Key: return tr("Setting");
    case Value: return tr("Value");
    case Default: return tr("Usually");
    case Meaning: return tr("What it does");
    }
    return {};
}

Qt::ItemFlags RecipeModel::flags(const QModelIndex& index) const {
    const Qt::ItemFlags base = QAbstractTableModel::flags(index);
    return index.column() == Value ? base | Qt::ItemIsEditable : base;
}

bool RecipeModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (!index.isValid() || role != Qt::EditRole || index.column() != Value) return false;
    const RecipeKey& key = *keys_[static_cast<std::size_t>(index.row())];
    Recipe changed = recipe_;
    try {
        setRecipeKey(changed, key.name + "=" + value.toString().simplified().toStdString());
    } catch (const Error&) {
        emit refused(currentProblem());
        return false;
    }
    if (changed == recipe_) return true;
    recipe_ = changed;
    emit dataChanged(index, index);
    emit edited(recipe_);
    return true;
}

} // namespace espalier
