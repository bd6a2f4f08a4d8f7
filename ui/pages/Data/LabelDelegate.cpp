#include "ui/pages/Data/LabelDelegate.h"

#include <QCompleter>
#include <QLineEdit>

namespace espalier {

QWidget* LabelDelegate::createEditor(QWidget* parent, const QStyleOptionViewItem&, const QModelIndex&) const {
    auto* line = new QLineEdit(parent);
    auto* completer = new QCompleter(labels_, line);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setFilterMode(Qt::MatchContains);
    line->setCompleter(completer);
    return line;
}

} // namespace espalier
