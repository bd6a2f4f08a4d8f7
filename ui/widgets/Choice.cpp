#include "ui/widgets/Choice.h"

#include "ui/theme/Icons.h"

#include <QPainter>
#include <QWheelEvent>

namespace espalier {

Choice::Choice(QWidget* parent) : QComboBox(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setSizeAdjustPolicy(QComboBox::AdjustToContents);
}

void Choice::paintEvent(QPaintEvent* event) {
    QComboBox::paintEvent(event);
    QPainter painter(this);
    const double size = 14;
    paintGlyph(painter, {width() - size - 9, (height() - size) / 2, size, size}, Glyph::Chevron,
               isEnabled() ? Tone::Secondary : Tone::Faint);
}

void Choice::wheelEvent(QWheelEvent* event) {
    if (hasFocus())
        QComboBox::wheelEvent(event);
    else
        event->ignore();
}

} // namespace espalier
