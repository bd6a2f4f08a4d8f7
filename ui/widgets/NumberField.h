#pragma once
// A number to type: as short as it can be written, and for learning rates in the field's own way (5e-5).
#include <QDoubleSpinBox>

namespace espalier {

class NumberField : public QDoubleSpinBox {
    Q_OBJECT
public:
    enum class Kind { Whole, Decimal, Scientific };
    NumberField(Kind kind, double least, double most, QWidget* parent = nullptr);

    QString textFromValue(double value) const override;
    double valueFromText(const QString& text) const override;
    QValidator::State validate(QString& text, int& position) const override;
    void stepBy(int steps) override; // scientific: a tenth of a decade each

protected:
    void wheelEvent(QWheelEvent* event) override;

private:
    Kind kind_;
};

} // namespace espalier
