#include "ui/widgets/FigureLabel.h"

#include <QVBoxLayout>

namespace espalier {

FigureLabel::FigureLabel(QWidget* parent)
    : QWidget(parent), caption_(new Label(TextRole::Secondary)), figure_(new Label(TextRole::Figure)),
      remark_(new Label(TextRole::Caption)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addWidget(caption_);
    column->addWidget(figure_);
    column->addWidget(remark_->wrapped());
    column->addStretch(1);
}

void FigureLabel::setCaption(const QString& caption) {
    caption_->setText(caption);
    setAccessibleName(caption);
}

void FigureLabel::setFigure(const QString& figure) {
    figure_->setText(figure);
    setAccessibleDescription(figure);
}

void FigureLabel::setRemark(const QString& remark) {
    remark_->setText(remark);
}

} // namespace espalier
