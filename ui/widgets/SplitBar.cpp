#include "ui/widgets/SplitBar.h"

#include "ui/widgets/Numbers.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace espalier {

SplitBar::SplitBar(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void SplitBar::setPieces(std::vector<Piece> pieces) {
    pieces_ = std::move(pieces);
    QStringList words;
    for (const Piece& piece : pieces_) words << piece.name + u' ' + numbers::grouped(piece.count);
    setToolTip(words.join(u'\n'));
    setAccessibleName(words.join(QStringLiteral(", ")));
    update();
}

QSize SplitBar::sizeHint() const {
    return {200, std::max(24, fontMetrics().height() + 8)};
}

void SplitBar::paintEvent(QPaintEvent*) {
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath outline;
    outline.addRoundedRect(rect(), 6, 6);
    painter.setClipPath(outline);
    painter.fillRect(rect(), theme.color(Tone::Ground));
    qint64 total = 0;
    for (const Piece& piece : pieces_) total += piece.count;
    painter.setFont(theme.font(12, QFont::Medium));
    double x = 0;
    for (const Piece& piece : pieces_) {
        if (piece.count <= 0) continue;
        const double length =
            static_cast<double>(width()) * static_cast<double>(piece.count) / static_cast<double>(total);
        const QRectF place(x, 0, length, height());
        painter.fillRect(place, theme.color(piece.tone));
        painter.setPen(theme.color(Tone::OnAccent));
        const QFontMetrics metrics = painter.fontMetrics();
        for (const QString& text : {piece.name + u' ' + numbers::grouped(piece.count), piece.name}) {
            if (metrics.horizontalAdvance(text) + 12 > length) continue;
            painter.drawText(place.adjusted(8, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, text);
            break;
        }
        x += length;
    }
}

} // namespace espalier
