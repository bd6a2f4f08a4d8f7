#pragma once
// What a style sheet can't tint: check boxes, radio buttons and sort arrows, drawn from our icons and tokens.
#include <QProxyStyle>

namespace espalier {

class ControlStyle : public QProxyStyle {
    Q_OBJECT
public:
    ControlStyle();
    int pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const override;
    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                  QStyleHintReturn* returned) const override;
    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override;
};

} // namespace espalier
