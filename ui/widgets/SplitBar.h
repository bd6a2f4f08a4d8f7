#pragma once
// How a whole is divided: one bar, a coloured piece for each part with its name and number in it.
#include "ui/theme/Theme.h"

#include <QWidget>

#include <vector>

namespace espalier {

class SplitBar : public QWidget {
    Q_OBJECT
public:
    struct Piece {
        QString name;
        qint64 count = 0;
        Tone tone = Tone::Accent;
    };

    explicit SplitBar(QWidget* parent = nullptr);
    void setPieces(std::vector<Piece> pieces);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::vector<Piece> pieces_;
};

} // namespace espalier
