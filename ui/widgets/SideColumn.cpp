#include "ui/widgets/SideColumn.h"

#include "ui/theme/Theme.h"

#include <QVBoxLayout>

namespace espalier {

SideColumn::SideColumn(QWidget* parent) : QScrollArea(parent), column_(nullptr) {
    auto* page = new QWidget;
    column_ = new QVBoxLayout(page);
    column_->setContentsMargins(0, 0, 0, 0);
    column_->setSpacing(16);
    setWidget(page);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    connect(&Theme::current(), &Theme::changed, this, &SideColumn::fit);
    fit();
}

// Half of what larger letters would want: the main card needs room for them too.
void SideColumn::fit() {
    constexpr int width = 304;
    setFixedWidth((width + Theme::current().px(width)) / 2);
}

} // namespace espalier
