#include "ui/widgets/FigureLabel.h"

#include <QPainter>
#include <QVBoxLayout>

namespace espalier {
namespace {

// A word in another script ("5.3 秒") comes from a font with other measures; figures side by side keep their
// line.
class OnBaseline : public Label {
public:
    OnBaseline() : Label(TextRole::Figure) {}
    QSize sizeHint() const override { return {Label::sizeHint().width(), fontMetrics().height()}; }
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        painter.setPen(palette().color(foregroundRole()));
        painter.drawText(0, fontMetrics().ascent(), text());
    }
};

} // namespace

FigureLabel::FigureLabel(QWidget* parent)
    : QWidget(parent), caption_(new Label(TextRole::Secondary)), figure_(new OnBaseline),
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
