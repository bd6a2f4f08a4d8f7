#include "ui/pages/Train/RecipeDelegate.h"

#include "ui/models/RecipeModel.h"
#include "ui/widgets/Choice.h"

#include <QTimer>

namespace espalier {

QWidget* RecipeDelegate::createEditor(QWidget* parent, const QStyleOptionViewItem& option,
                                      const QModelIndex& index) const {
    const QStringList choices = index.data(RecipeModel::ChoicesRole).toStringList();
    if (choices.isEmpty()) return TableDelegate::createEditor(parent, option, index);
    auto* choice = new Choice(parent);
    for (const QString& value : choices) choice->addItem(RecipeModel::shownChoice(value), value);
    // Chosen is done: the cell needs no Enter.
    connect(choice, &QComboBox::activated, this, [this, choice] {
        auto* self = const_cast<RecipeDelegate*>(this);
        emit self->commitData(choice);
        emit self->closeEditor(choice);
    });
    QTimer::singleShot(0, choice, &QComboBox::showPopup);
    return choice;
}

void RecipeDelegate::setEditorData(QWidget* editor, const QModelIndex& index) const {
    auto* choice = qobject_cast<Choice*>(editor);
    if (!choice) return TableDelegate::setEditorData(editor, index);
    choice->setCurrentIndex(choice->findData(index.data(Qt::EditRole)));
}

void RecipeDelegate::setModelData(QWidget* editor, QAbstractItemModel* model,
                                  const QModelIndex& index) const {
    const auto* choice = qobject_cast<Choice*>(editor);
    if (!choice) return TableDelegate::setModelData(editor, model, index);
    model->setData(index, choice->currentData());
}

} // namespace espalier
