#include "ui/theme/StyleRole.h"

#include <QFrame>
#include <QStyle>

namespace espalier {

void setStyleRole(QWidget* widget, const char* role) {
    widget->setProperty("role", QLatin1String(role));
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
    widget->update();
}

QWidget* newLine(QWidget* parent) {
    auto* line = new QFrame(parent);
    setStyleRole(line, "line");
    return line;
}

} // namespace espalier
