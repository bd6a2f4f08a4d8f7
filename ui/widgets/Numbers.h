#pragma once
// Numbers as a person reads them: spaces between thousands, a unit beside each, digits of equal width.
#include <QRectF>
#include <QString>

class QFont;
class QPainter;

namespace espalier::numbers {

QString grouped(qint64 number);                 // 3 130
QString shortened(double number);               // 22.7 M, 30 k, 812
QString decimal(double number, int digits = 2); // 1.02; a dash where it is no number
QString percent(double share, int digits = 1);  // 78.4 %
QString learningRate(double rate);              // 5.0e-5
QString bytes(double count);                    // 91 MB
QString duration(double seconds);               // 2 min 10 s
QString stopwatch(double seconds);              // 2:10, 1:02:10
QString rate(double perSecond);                 // 236
QString clock(const QString& iso8601);          // 14:02
QString dayAndTime(const QString& iso8601);     // 2024-05-01 14:02

// Digits take the width of a zero, so that columns line up in fonts whose digits differ in width.
double tabularWidth(const QFont& font, const QString& text);
void drawTabular(QPainter& painter, const QRectF& place, Qt::Alignment alignment, const QString& text);

} // namespace espalier::numbers
