#pragma once
// Edits a label in its cell, with the labels there are on offer.
#include "ui/widgets/Table.h"

#include <QStringList>

namespace espalier {

class LabelDelegate : public TableDelegate {
    Q_OBJECT
public:
    using TableDelegate::TableDelegate;
    void setLabels(const QStringList& labels) { labels_ = labels; }

    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& option,
                          const QModelIndex& index) const override;

private:
    QStringList labels_;
};

} // namespace espalier
