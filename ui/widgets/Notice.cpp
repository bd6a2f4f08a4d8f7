#include "ui/widgets/Notice.h"

#include "ui/theme/Icons.h"
#include "ui/theme/StyleRole.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

namespace espalier {

Notice::Notice(QWidget* parent)
    : QFrame(parent), what_(new Label), remedy_(new Label(TextRole::Secondary)), action_(new QPushButton) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(44, 10, 8, 10);
    row->setSpacing(8);
    auto* column = new QVBoxLayout;
    column->setSpacing(2);
    column->addWidget(what_->wrapped());
    column->addWidget(remedy_->wrapped());
    row->addLayout(column, 1);
    setStyleRole(action_, "link");
    action_->hide();
    connect(action_, &QPushButton::clicked, this, &Notice::actionWanted);
    row->addWidget(action_, 0, Qt::AlignVCenter);
    auto* close = new QToolButton;
    setStyleRole(close, "quiet");
    close->setIcon(icon(Glyph::Close));
    close->setAccessibleName(tr("Close"));
    connect(close, &QToolButton::clicked, this, &QWidget::hide);
    row->addWidget(close, 0, Qt::AlignTop);
    for (Label* label : {what_, remedy_}) label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    hide();
}

void Notice::tell(Kind kind, const QString& what, const QString& remedy) {
    problem_.reset();
    kind_ = kind;
    setStyleRole(this, kind == Kind::Error ? "error" : kind == Kind::Warning ? "warning" : "good");
    what_->setText(what);
    remedy_->setText(remedy);
    remedy_->setVisible(!remedy.isEmpty());
    setAccessibleName(what + u' ' + remedy);
    show();
}

void Notice::tell(const Problem& problem) {
    const Problem kept = problem;
    tell(Kind::Error, words(kept.what), words(kept.remedy));
    problem_ = kept;
}

void Notice::setAction(const QString& text) {
    action_->setText(text);
    action_->setVisible(!text.isEmpty());
}

QString Notice::text() const {
    return what_->text();
}

void Notice::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange && problem_ && !isHidden()) tell(*problem_);
    QFrame::changeEvent(event);
}

void Notice::paintEvent(QPaintEvent* event) {
    QFrame::paintEvent(event);
    QPainter painter(this);
    static constexpr Tone tones[] = {Tone::Wrong, Tone::Warning, Tone::Accent};
    static constexpr Glyph glyphs[] = {Glyph::Error, Glyph::Warning, Glyph::Check};
    paintGlyph(painter, {14, 10, 20, 20}, glyphs[static_cast<int>(kind_)], tones[static_cast<int>(kind_)]);
}

} // namespace espalier
