#pragma once
// A drop-down with our chevron, which the wheel leaves alone while it scrolls a page.
#include <QComboBox>

namespace espalier {

class Choice : public QComboBox {
    Q_OBJECT
public:
    explicit Choice(QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
};

} // namespace espalier
