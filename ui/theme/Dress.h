#pragma once
// Who wears the theme's style sheet: the pages, the bars around them and the dialogs, each by itself. On the
// application it would be one line, but Qt then takes half a second to polish all widgets when the theme
// changes; a part takes some 20 ms, and one that nobody sees waits until it is shown.
class QWidget;

namespace espalier {

// Puts the style sheet of the present theme on `part` and all within it, whenever it is shown.
void dress(QWidget* part);

} // namespace espalier
