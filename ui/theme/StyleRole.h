#pragma once
// The style sheet's roles: QWidget[role="primary"] and the like.
class QWidget;

namespace espalier {

// Gives a widget a role, also after it has been shown.
void setStyleRole(QWidget* widget, const char* role);
// A horizontal line, one pixel high.
QWidget* newLine(QWidget* parent = nullptr);

} // namespace espalier
