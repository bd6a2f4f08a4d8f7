#include "ui/widgets/PageHeader.h"

#include "ui/theme/StyleRole.h"
#include <QHBoxLayout>
#include <QPushButton>

namespace espalier {

PageHeader::PageHeader(QWidget* parent)
    : QWidget(parent), title_(new Label(TextRole::Title)),
      subtitle_(new ElidedLabel(TextRole::Secondary, Qt::ElideRight)), buttons_(new QHBoxLayout) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(16);
    auto* words = new QVBoxLayout;
    words->setSpacing(4);
    words->addWidget(title_);
    words->addWidget(subtitle_);
    row->addLayout(words, 1);
    buttons_->setSpacing(8);
    row->addLayout(buttons_);
    row->setAlignment(buttons_, Qt::AlignBottom);
}

void PageHeader::setTitle(const QString& title) {
    title_->setText(title);
}

void PageHeader::setSubtitle(const QString& subtitle) {
    subtitle_->setText(subtitle);
}

QPushButton* PageHeader::addButton() {
    auto* button = new QPushButton(this);
    buttons_->addWidget(button);
    return button;
}

QPushButton* PageHeader::addPrimary() {
    QPushButton* button = addButton();
    setStyleRole(button, "primary");
    return button;
}

} // namespace espalier
