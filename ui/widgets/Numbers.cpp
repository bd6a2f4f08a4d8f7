#include "ui/widgets/Numbers.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFontMetricsF>
#include <QPainter>

#include <cmath>

namespace espalier::numbers {
namespace {

constexpr QChar space(0x00A0); // no line breaks at it; the thin ones nearly vanish at 12 pixels

QString secondsUnit() {
    return QCoreApplication::translate("numbers", "s");
}

QString minutesUnit() {
    return QCoreApplication::translate("numbers", "min");
}

QString hoursUnit() {
    return QCoreApplication::translate("numbers", "h");
}

QString withUnit(const QString& number, const QString& unit) {
    return number + space + unit;
}

double advance(const QFontMetricsF& metrics, double digit, QChar c) {
    return c.isDigit() ? digit : metrics.horizontalAdvance(c);
}

} // namespace

QString grouped(qint64 number) {
    QString text = QString::number(number);
    for (qsizetype i = text.size() - 3; i > (number < 0 ? 1 : 0); i -= 3) text.insert(i, space);
    return text;
}

QString shortened(double number) {
    const double size = std::abs(number);
    const auto scaled = [&](double unit, const char* name) {
        const double value = number / unit;
        return withUnit(QString::number(value, 'f', std::abs(value) < 99.95 ? 1 : 0), QLatin1String(name));
    };
    if (size >= 999.5e6) return scaled(1e9, "G");
    if (size >= 999.5e3) return scaled(1e6, "M");
    if (size >= 10e3) return scaled(1e3, "k");
    return grouped(std::llround(number));
}

QString decimal(double number, int digits) {
    return std::isfinite(number) ? QString::number(number, 'f', digits) : QStringLiteral("–");
}

QString percent(double share, int digits) {
    if (!std::isfinite(share)) return QStringLiteral("–");
    return withUnit(QString::number(share * 100, 'f', digits), QStringLiteral("%"));
}

QString learningRate(double rate) {
    if (rate == 0) return QStringLiteral("0");
    const int exponent = static_cast<int>(std::floor(std::log10(std::abs(rate)) + 1e-9));
    return QStringLiteral("%1e%2").arg(rate / std::pow(10.0, exponent), 0, 'f', 1).arg(exponent);
}

QString bytes(double count) {
    static constexpr const char* units[] = {"B", "kB", "MB", "GB", "TB"};
    int unit = 0;
    while (count >= 999.5 && unit < 4) {
        count /= 1000;
        ++unit;
    }
    return withUnit(QString::number(count, 'f', unit > 0 && count < 9.95 ? 1 : 0),
                    QLatin1String(units[unit]));
}

QString duration(double seconds) {
    if (!std::isfinite(seconds) || seconds < 0) return QStringLiteral("–");
    const auto whole = std::llround(seconds);
    const auto part = [](qint64 value, const QString& unit) {
        return withUnit(QString::number(value), unit);
    };
    if (seconds < 9.95) return withUnit(QString::number(seconds, 'f', 1), secondsUnit());
    if (whole < 60) return part(whole, secondsUnit());
    if (whole < 3600) return part(whole / 60, minutesUnit()) + u' ' + part(whole % 60, secondsUnit());
    return part(whole / 3600, hoursUnit()) + u' ' + part(whole / 60 % 60, minutesUnit());
}

QString stopwatch(double seconds) {
    const auto whole = std::llround(std::max(0.0, seconds));
    const auto two = [](qint64 value) { return QStringLiteral("%1").arg(value, 2, 10, QLatin1Char('0')); };
    const QString tail = two(whole % 60);
    if (whole < 3600) return QString::number(whole / 60) + u':' + tail;
    return QString::number(whole / 3600) + u':' + two(whole / 60 % 60) + u':' + tail;
}

QString rate(double perSecond) {
    return perSecond < 10 ? QString::number(perSecond, 'f', 1) : grouped(std::llround(perSecond));
}

QString clock(const QString& iso8601) {
    return QDateTime::fromString(iso8601, Qt::ISODate).toString(QStringLiteral("HH:mm"));
}

QString dayAndTime(const QString& iso8601) {
    return QDateTime::fromString(iso8601, Qt::ISODate).toString(QStringLiteral("yyyy-MM-dd HH:mm"));
}

double tabularWidth(const QFont& font, const QString& text) {
    const QFontMetricsF metrics(font);
    const double digit = metrics.horizontalAdvance(u'0');
    double width = 0;
    for (const QChar c : text) width += advance(metrics, digit, c);
    return width;
}

void drawTabular(QPainter& painter, const QRectF& place, Qt::Alignment alignment, const QString& text) {
    const QFontMetricsF metrics(painter.font());
    const double digit = metrics.horizontalAdvance(u'0');
    const double width = tabularWidth(painter.font(), text);
    double x = place.left();
    if (alignment & Qt::AlignRight) x = place.right() - width;
    if (alignment & Qt::AlignHCenter) x = place.center().x() - width / 2;
    const double baseline = place.center().y() + (metrics.ascent() - metrics.descent()) / 2;
    for (const QChar c : text) {
        const double step = advance(metrics, digit, c);
        painter.drawText(QPointF(x + (step - metrics.horizontalAdvance(c)) / 2, baseline), c);
        x += step;
    }
}

} // namespace espalier::numbers
