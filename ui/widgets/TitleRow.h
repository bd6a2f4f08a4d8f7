#pragma once
// The row of a card's title. Controls beside the title may be higher than it: they reach up into the margin,
// so that titles of cards side by side stand on one line.
#include <QHBoxLayout>

namespace espalier {

class TitleRow : public QHBoxLayout {
    Q_OBJECT
public:
    explicit TitleRow(QWidget* title);
    QSize sizeHint() const override { return lowered(QHBoxLayout::sizeHint()); }
    QSize minimumSize() const override { return lowered(QHBoxLayout::minimumSize()); }
    void setGeometry(const QRect& place) override;

private:
    int lift() const;
    QSize lowered(QSize size) const { return {size.width(), size.height() - lift()}; }

    QWidget* title_;
};

} // namespace espalier
