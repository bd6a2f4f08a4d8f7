#pragma once
// Cards below each other beside the main one, as wide as the text size asks for; it scrolls where they are
// too many for the window.
#include <QScrollArea>

class QVBoxLayout;

namespace espalier {

class SideColumn : public QScrollArea {
    Q_OBJECT
public:
    explicit SideColumn(QWidget* parent = nullptr);
    QVBoxLayout* column() const { return column_; }

private:
    void fit();

    QVBoxLayout* column_;
};

} // namespace espalier
