#include "ui/widgets/Label.h"

#include "ui/theme/StyleRole.h"

#include <QPainter>

namespace espalier {
namespace {

const char* styleName(TextRole role) {
    static constexpr const char* names[] = {"body",    "heading", "title",      "secondary",
                                            "caption", "faint",   "figure",     "wrong",
                                            "warning", "accent",  "validation", "third"};
    return names[static_cast<int>(role)];
}

} // namespace

Label::Label(TextRole role, QWidget* parent) : QLabel(parent) {
    setRole(role);
    setTextFormat(Qt::PlainText); // labels show people's data: never read it as markup
}

void Label::setRole(TextRole role) {
    setStyleRole(this, styleName(role));
}

Label* Label::wrapped() {
    setWordWrap(true);
    return this;
}

ElidedLabel::ElidedLabel(TextRole role, Qt::TextElideMode mode, QWidget* parent)
    : Label(role, parent), mode_(mode) {
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void ElidedLabel::setText(const QString& text) {
    text_ = text;
    setAccessibleName(text);
    updateGeometry();
    update();
}

QSize ElidedLabel::minimumSizeHint() const {
    return {fontMetrics().averageCharWidth() * 4, fontMetrics().height()};
}

QSize ElidedLabel::sizeHint() const {
    return {fontMetrics().horizontalAdvance(text_) + 2, fontMetrics().height()};
}

void ElidedLabel::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setPen(palette().color(foregroundRole()));
    const QString shown = fontMetrics().elidedText(text_, mode_, width());
    if (toolTip() != (shown == text_ ? QString() : text_)) setToolTip(shown == text_ ? QString() : text_);
    painter.drawText(rect(), static_cast<int>(alignment() | Qt::AlignVCenter), shown);
}

} // namespace espalier
