#include "ui/widgets/TitleRow.h"

#include <QWidget>

#include <algorithm>

namespace espalier {

TitleRow::TitleRow(QWidget* title) : title_(title) {
    addWidget(title);
}

int TitleRow::lift() const {
    if (title_->isHidden()) return 0;
    const int least = std::max(title_->minimumHeight(), title_->sizeHint().height());
    return std::max(0, (QHBoxLayout::sizeHint().height() - least) / 2);
}

void TitleRow::setGeometry(const QRect& place) {
    QHBoxLayout::setGeometry(place.adjusted(0, -lift(), 0, 0));
}

} // namespace espalier
