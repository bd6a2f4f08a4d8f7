#include "ui/theme/Icons.h"

#include <QFile>
#include <QHash>
#include <QIconEngine>
#include <QPainter>
#include <QSvgRenderer>

#include <algorithm>
#include <memory>

namespace espalier {
namespace {

constexpr std::array<const char*, glyphCount> names = {
    "data", "model", "train",  "evaluate", "try",   "export",   "runs",   "check",    "chevron", "close",
    "copy", "dash",  "dot",    "download", "error", "espalier", "folder", "language", "moon",    "pause",
    "play", "plus",  "search", "stop",     "sun",   "trash",    "undo",   "warning"};

// One parsed picture a glyph and colour; there are few of both.
QSvgRenderer& renderer(Glyph glyph, const QColor& color) {
    static QHash<std::pair<int, QRgb>, std::shared_ptr<QSvgRenderer>> cache;
    auto& entry = cache[{static_cast<int>(glyph), color.rgb()}];
    if (!entry) {
        QFile file(fileOf(glyph));
        file.open(QIODevice::ReadOnly);
        entry =
            std::make_shared<QSvgRenderer>(file.readAll().replace("currentColor", color.name().toLatin1()));
    }
    return *entry;
}

class GlyphEngine : public QIconEngine {
public:
    GlyphEngine(Glyph glyph, Tone tone) : glyph_(glyph), tone_(tone) {}

    // In a place wider than high it stands at the left.
    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override {
        const int side = std::min(rect.width(), rect.height());
        paintGlyph(*painter, QRectF(rect.left(), rect.top(), side, side), glyph_,
                   mode == QIcon::Disabled ? Tone::Faint : tone_);
    }
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, pixmap.rect(), mode, state);
        return pixmap;
    }
    QIconEngine* clone() const override { return new GlyphEngine(*this); }

private:
    Glyph glyph_;
    Tone tone_;
};

} // namespace

QString fileOf(Glyph glyph) {
    return QStringLiteral(":/icons/%1.svg").arg(QLatin1String(names[static_cast<std::size_t>(glyph)]));
}

void paintGlyph(QPainter& painter, const QRectF& place, Glyph glyph, Tone tone) {
    renderer(glyph, Theme::current().color(tone)).render(&painter, place);
}

QIcon icon(Glyph glyph, Tone tone) {
    return QIcon(new GlyphEngine(glyph, tone));
}

} // namespace espalier
