#pragma once
// A number that matters: a caption above, the figure large, a remark below.
#include "ui/widgets/Label.h"

namespace espalier {

class FigureLabel : public QWidget {
    Q_OBJECT
public:
    explicit FigureLabel(QWidget* parent = nullptr);
    void setCaption(const QString& caption);
    void setFigure(const QString& figure);
    void setRemark(const QString& remark); // "" leaves its line empty

private:
    Label* caption_;
    Label* figure_;
    Label* remark_;
};

} // namespace espalier
