#include "ui/widgets/NumberField.h"

#include "ui/widgets/Numbers.h"

#include <QWheelEvent>

#include <cmath>

namespace espalier {

NumberField::NumberField(Kind kind, double least, double most, QWidget* parent)
    : QDoubleSpinBox(parent), kind_(kind) {
    setButtonSymbols(NoButtons);
    setLocale(QLocale::c());
    setDecimals(kind == Kind::Whole ? 0 : kind == Kind::Decimal ? 4 : 12);
    setRange(least, most);
    setKeyboardTracking(false);
    setFocusPolicy(Qt::StrongFocus);
}

QString NumberField::textFromValue(double value) const {
    if (kind_ == Kind::Scientific) return numbers::learningRate(value);
    return QString::number(value, 'g', 12);
}

double NumberField::valueFromText(const QString& text) const {
    return text.simplified().toDouble();
}

QValidator::State NumberField::validate(QString& text, int&) const {
    bool number = false;
    const double value = text.simplified().toDouble(&number);
    if (!number) return QValidator::Intermediate; // "5e-" on the way to 5e-5
    const bool whole = kind_ != Kind::Whole || value == std::floor(value);
    if (!whole || value > maximum()) return QValidator::Invalid;
    return value >= minimum() ? QValidator::Acceptable : QValidator::Intermediate;
}

void NumberField::stepBy(int steps) {
    if (kind_ == Kind::Scientific)
        setValue(value() * std::pow(10.0, steps / 10.0));
    else
        QDoubleSpinBox::stepBy(steps);
}

void NumberField::wheelEvent(QWheelEvent* event) {
    if (hasFocus())
        QDoubleSpinBox::wheelEvent(event);
    else
        event->ignore();
}

} // namespace espalier
