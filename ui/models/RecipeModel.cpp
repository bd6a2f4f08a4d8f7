#include "ui/models/RecipeModel.h"

#include "ui/models/RecipeWords.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Table.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <utility>

namespace espalier {
namespace {

// Decided on other pages, or filled in when a run starts.
constexpr std::array others = {"task", "model", "model_hash", "data_hash", "labels", "label_separator"};

bool isOffered(const RecipeKey& key, const std::string& task) {
    return std::find(others.begin(), others.end(), key.name) == others.end() && isForTask(key.name, task);
}

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
    if (value.is_boolean()) return RecipeModel::shownChoice(written(value));
    return value.is_array() && value.empty() ? QStringLiteral("–") : written(value);
}

QStringList choicesOf(const RecipeKey& key) {
    const bool few = key.type == "choice" || key.type == "yes or no";
    return few ? QString::fromStdString(key.range).split(QStringLiteral(", ")) : QStringList();
}

} // namespace

RecipeModel::RecipeModel(QObject* parent) : QAbstractTableModel(parent) {
    arrange();
}

void RecipeModel::arrange() {
    beginResetModel();
    rows_.clear();
    std::string group;
    for (const RecipeKey& key : recipeKeys()) {
        if (!isOffered(key, recipe_.task)) continue;
        if (std::exchange(group, key.group) != key.group) rows_.push_back({nullptr, key.group});
        rows_.push_back({&key, key.group});
    }
    endResetModel();
}

void RecipeModel::setRecipe(const Recipe& recipe) {
    const bool other = recipe.task != recipe_.task;
    recipe_ = recipe;
    if (other) return arrange();
    emit dataChanged(index(0, Value), index(rowCount() - 1, Value));
}

QString RecipeModel::shownChoice(const QString& value) {
    if (value == u"true") return tr("yes");
    return value == u"false" ? tr("no") : value;
}

void RecipeModel::retranslate() {
    emit headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

int RecipeModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int RecipeModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RecipeModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const Row& row = rows_[static_cast<std::size_t>(index.row())];
    if (!row.key) {
        if (role == Qt::DisplayRole && index.column() == Key)
            return QCoreApplication::translate("recipe", row.group.c_str());
        return role == Qt::FontRole ? QVariant(Theme::current().font(13, QFont::DemiBold)) : QVariant();
    }
    const RecipeKey& key = *row.key;
    if (role == ChoicesRole) return choicesOf(key);
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
    if (index.isValid() && isGroup(index.row())) return Qt::ItemIsEnabled;
    return index.column() == Value ? base | Qt::ItemIsEditable : base;
}

bool RecipeModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (!index.isValid() || role != Qt::EditRole || index.column() != Value || isGroup(index.row()))
        return false;
    const RecipeKey& key = *rows_[static_cast<std::size_t>(index.row())].key;
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
