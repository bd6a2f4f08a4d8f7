#include "ui/widgets/Card.h"

#include "ui/widgets/TitleRow.h"

namespace espalier {

Card::Card(QWidget* parent)
    : QFrame(parent), head_(new QHBoxLayout), tools_(new QHBoxLayout), body_(new QVBoxLayout),
      title_(new ElidedLabel(TextRole::Heading)), subtitle_(new Label(TextRole::Secondary)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 12, 16, 16);
    column->setSpacing(8);
    auto* row = new TitleRow(title_);
    row->setSpacing(12);
    head_->setSpacing(12);
    row->addLayout(head_);
    row->addStretch(1);
    tools_->setSpacing(8);
    row->addLayout(tools_);
    column->addLayout(row);
    column->addWidget(subtitle_->wrapped());
    body_->setSpacing(8);
    column->addLayout(body_, 1);
    title_->hide();
    subtitle_->hide();
}

void Card::setTitle(const QString& title) {
    title_->setText(title);
    title_->setMinimumHeight(24);
    title_->setVisible(!title.isEmpty());
    setAccessibleName(title);
}

void Card::setSubtitle(const QString& subtitle) {
    subtitle_->setText(subtitle);
    subtitle_->setVisible(!subtitle.isEmpty());
}

} // namespace espalier
