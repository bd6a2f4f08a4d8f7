#include "ui/pages/Page.h"

#include "ui/theme/Dress.h"

#include <QEvent>

#include <utility>

namespace espalier {

Page::Page(Workbench& bench, QWidget* parent)
    : QWidget(parent), bench_(bench), header_(new PageHeader), notice_(new Notice), body_(new QVBoxLayout) {
    dress(this);
    setAttribute(Qt::WA_StyledBackground);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 20);
    column->setSpacing(16);
    column->addWidget(header_);
    column->addWidget(notice_);
    body_->setSpacing(16);
    column->addLayout(body_, 1);
}

void Page::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        inOldWords_ = !isVisible(); // nobody reads it before it is shown
        if (!inOldWords_) retranslate();
    }
    QWidget::changeEvent(event);
}

void Page::showEvent(QShowEvent* event) {
    if (std::exchange(inOldWords_, false)) retranslate();
    QWidget::showEvent(event);
}

} // namespace espalier
