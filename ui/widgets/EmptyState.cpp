#include "ui/widgets/EmptyState.h"

#include "ui/theme/StyleRole.h"
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace espalier {
namespace {

class Picture : public QWidget {
public:
    explicit Picture(Glyph glyph) : glyph_(glyph) { setFixedSize(56, 56); }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(Theme::current().color(Tone::Ground));
        painter.drawEllipse(rect());
        paintGlyph(painter, rect().adjusted(15, 15, -15, -15), glyph_, Tone::Secondary);
    }

private:
    Glyph glyph_;
};

} // namespace

EmptyState::EmptyState(Glyph glyph, QWidget* parent)
    : QWidget(parent), title_(new Label(TextRole::Heading)), explanation_(new Label(TextRole::Secondary)),
      action_(new QPushButton) {
    auto* column = new QVBoxLayout(this);
    column->setSpacing(8);
    column->addStretch(1);
    column->addWidget(new Picture(glyph), 0, Qt::AlignHCenter);
    column->addSpacing(4);
    column->addWidget(title_, 0, Qt::AlignHCenter);
    explanation_->setAlignment(Qt::AlignHCenter);
    auto* middle = new QHBoxLayout; // a label that breaks lines must not be aligned, or it is cut off
    middle->addStretch(1);
    middle->addWidget(explanation_->wrapped(), 3);
    middle->addStretch(1);
    column->addLayout(middle);
    column->addSpacing(8);
    setStyleRole(action_, "primary");
    column->addWidget(action_, 0, Qt::AlignHCenter);
    column->addStretch(1);
    connect(action_, &QPushButton::clicked, this, &EmptyState::actionWanted);
}

void EmptyState::setTexts(const QString& title, const QString& explanation, const QString& action) {
    title_->setText(title);
    explanation_->setText(explanation);
    explanation_->setVisible(!explanation.isEmpty());
    action_->setText(action);
    action_->setVisible(!action.isEmpty());
}

} // namespace espalier
