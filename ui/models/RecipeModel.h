#pragma once
// Every key of a recipe that says something about its task, in groups, with its value, default and meaning;
// values are edited in place.
#include "core/train/Recipe.h"
#include "ui/jobs/Words.h"

#include <QAbstractTableModel>

namespace espalier {

class RecipeModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Columns { Key, Value, Default, Meaning, ColumnCount };
    enum Roles { ChoicesRole = Qt::UserRole + 1 }; // the values there are, as they are typed; none: any

    explicit RecipeModel(QObject* parent = nullptr);
    void setRecipe(const Recipe& recipe);
    const Recipe& recipe() const { return recipe_; }
    void retranslate();
    bool isGroup(int row) const { return !rows_[static_cast<std::size_t>(row)].key; } // a title
    static QString shownChoice(const QString& value);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    // Refused, with refused(), where it doesn't fit the key.
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;

signals:
    void edited(const espalier::Recipe& recipe);
    void refused(const espalier::Problem& problem);

private:
    struct Row {
        const RecipeKey* key = nullptr; // null: the title of a group
        std::string group;
    };
    void arrange();

    std::vector<Row> rows_;
    Recipe recipe_;
};

} // namespace espalier
