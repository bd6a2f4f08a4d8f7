#include "ui/widgets/BarList.h"

#include "ui/widgets/Numbers.h"

#include <QHelpEvent>
#include <QPaintEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace espalier {

BarList::BarList(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void BarList::setBars(std::vector<Bar> bars) {
    bars_ = std::move(bars);
    QStringList words;
    for (const Bar& bar : bars_) words << bar.name + u' ' + bar.number;
    setAccessibleDescription(words.join(QStringLiteral(", ")));
    updateGeometry();
    update();
}

void BarList::setTracks(bool tracks) {
    tracks_ = tracks;
    update();
}

int BarList::rowHeight() const {
    return std::max(24, fontMetrics().height() + 7);
}

double BarList::nameWidth() const {
    double widest = 0;
    const QFontMetricsF metrics(Theme::current().font(13, QFont::DemiBold));
    for (const Bar& bar : bars_) widest = std::max(widest, metrics.horizontalAdvance(bar.name));
    return std::min(std::ceil(widest) + 13, width() * 0.55);
}

double BarList::numberWidth() const {
    double widest = 0;
    const QFont font = Theme::current().font(13, QFont::DemiBold);
    for (const Bar& bar : bars_) widest = std::max(widest, numbers::tabularWidth(font, bar.number));
    return widest + 8;
}

QSize BarList::sizeHint() const {
    return {280, rowHeight() * static_cast<int>(bars_.size())};
}

QSize BarList::minimumSizeHint() const {
    return {160, sizeHint().height()};
}

void BarList::paintEvent(QPaintEvent* event) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double name = nameWidth(), number = numberWidth();
    for (std::size_t i = 0; i < bars_.size(); ++i) {
        const QRectF row(0, static_cast<double>(i) * rowHeight(), width(), rowHeight());
        if (row.intersects(event->rect())) paintRow(painter, row, bars_[i], name, number);
    }
}

void BarList::paintRow(QPainter& painter, const QRectF& row, const Bar& bar, double name,
                       double number) const {
    const Theme& theme = Theme::current();
    painter.setFont(theme.font(13, bar.strong ? QFont::DemiBold : QFont::Normal));
    painter.setPen(theme.color(bar.strong ? Tone::Text : Tone::Secondary));
    const QString shown =
        painter.fontMetrics().elidedText(bar.name, Qt::ElideMiddle, static_cast<int>(name - 12));
    painter.drawText(QRectF(row.left(), row.top(), name, row.height()), Qt::AlignVCenter | Qt::AlignLeft,
                     shown);

    const QRectF track(row.left() + name, row.center().y() - 4, row.width() - name - number, 8);
    painter.setPen(Qt::NoPen);
    if (tracks_) {
        painter.setBrush(theme.color(Tone::Ground));
        painter.drawRoundedRect(track, 3, 3);
    }
    const double length =
        std::max(bar.share > 0 ? 3.0 : 0.0, track.width() * std::clamp(bar.share, 0.0, 1.0));
    painter.setBrush(theme.color(bar.tone));
    painter.drawRoundedRect(QRectF(track.left(), track.top(), length, track.height()), 3, 3);

    painter.setPen(theme.color(bar.strong ? Tone::Text : Tone::Secondary));
    numbers::drawTabular(painter, QRectF(row.right() - number, row.top(), number, row.height()),
                         Qt::AlignRight, bar.number);
}

bool BarList::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const auto row = static_cast<std::size_t>(help->pos().y() / rowHeight());
        if (row < bars_.size())
            QToolTip::showText(help->globalPos(), bars_[row].name + u'\n' + bars_[row].number, this);
        return true;
    }
    return QWidget::event(event);
}

} // namespace espalier
