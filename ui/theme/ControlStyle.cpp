#include "ui/theme/ControlStyle.h"

#include "ui/theme/Icons.h"

#include <QPainter>
#include <QStyleOption>

namespace espalier {
namespace {

void drawCheckBox(const QStyleOption& option, QPainter& painter) {
    const Theme& theme = Theme::current();
    const bool enabled = option.state & QStyle::State_Enabled;
    const bool on = option.state & QStyle::State_On, partly = option.state & QStyle::State_NoChange;
    const bool focused = option.state & QStyle::State_HasFocus;
    const QRectF box = QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const bool filled = (on || partly) && enabled;
    painter.setBrush(theme.color(filled ? Tone::Accent : enabled ? Tone::Panel : Tone::Ground));
    painter.setPen(theme.color(focused ? Tone::Text : filled ? Tone::Accent : Tone::Faint));
    painter.drawRoundedRect(box, 4, 4);
    if (on || partly)
        paintGlyph(painter, box.adjusted(1, 1, -1, -1), on ? Glyph::Check : Glyph::Dash,
                   enabled ? Tone::OnAccent : Tone::Faint);
    painter.restore();
}

void drawRadioButton(const QStyleOption& option, QPainter& painter) {
    const Theme& theme = Theme::current();
    const bool on = option.state & QStyle::State_On;
    const QRectF box = QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(theme.color(Tone::Panel));
    painter.setPen(QPen(theme.color(on ? Tone::Accent : Tone::Faint), on ? 5 : 1));
    painter.drawEllipse(on ? box.adjusted(2, 2, -2, -2) : box);
    painter.restore();
}

} // namespace

ControlStyle::ControlStyle() : QProxyStyle(QStringLiteral("fusion")) {}

int ControlStyle::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const {
    switch (metric) {
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight: return Theme::current().px(16);
    case PM_SmallIconSize: return 16;
    default: return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int ControlStyle::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                            QStyleHintReturn* returned) const {
    if (hint == SH_ToolTip_WakeUpDelay) return 400;
    if (hint == SH_ComboBox_Popup) return 0;
    return QProxyStyle::styleHint(hint, option, widget, returned);
}

void ControlStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                                 const QWidget* widget) const {
    switch (element) {
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck: return drawCheckBox(*option, *painter);
    case PE_IndicatorRadioButton: return drawRadioButton(*option, *painter);
    case PE_FrameFocusRect: return; // focus is shown by the border of the control itself
    case PE_IndicatorHeaderArrow: {
        const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(option);
        const bool up = header && header->sortIndicator == QStyleOptionHeader::SortUp;
        painter->save();
        painter->translate(QRectF(option->rect).center());
        if (!up) painter->rotate(180);
        paintGlyph(*painter, {-6, -6, 12, 12}, Glyph::Chevron, Tone::Secondary);
        painter->restore();
        return;
    }
    default: QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

} // namespace espalier
