#pragma once
// The project's own line icons (resources/icons), tinted with a tone of the theme whenever they are painted.
#include "ui/theme/Theme.h"

#include <QIcon>
#include <QRectF>

namespace espalier {

enum class Glyph {
    Data,
    Model,
    Train,
    Evaluate,
    Try,
    Export,
    Runs,
    Check,
    Chevron,
    Close,
    Copy,
    Dash,
    Dot,
    Download,
    Error,
    Espalier,
    Folder,
    Language,
    Moon,
    Pause,
    Play,
    Plus,
    Search,
    Stop,
    Sun,
    Trash,
    Undo,
    Warning,
};
inline constexpr int glyphCount = static_cast<int>(Glyph::Warning) + 1;
QString fileOf(Glyph glyph);

void paintGlyph(QPainter& painter, const QRectF& place, Glyph glyph, Tone tone);
// Follows the theme by itself; greyed where the control is disabled.
QIcon icon(Glyph glyph, Tone tone = Tone::Secondary);

} // namespace espalier
