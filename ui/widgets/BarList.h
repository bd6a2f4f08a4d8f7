#pragma once
// Names with bars and numbers beside them: a label histogram, the probabilities of a sentence.
#include "ui/theme/Theme.h"

#include <QWidget>

#include <vector>

namespace espalier {

class BarList : public QWidget {
    Q_OBJECT
public:
    struct Bar {
        QString name;
        double share = 0; // of the whole width, [0, 1]
        QString number;   // at the right of the bar
        Tone tone = Tone::Accent;
        bool strong = false; // the one that counts: bold
    };

    explicit BarList(QWidget* parent = nullptr);
    void setBars(std::vector<Bar> bars);
    const std::vector<Bar>& bars() const { return bars_; }
    // Shows a grey track behind every bar: for shares of a whole.
    void setTracks(bool tracks);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override; // the whole name as a tooltip

private:
    int rowHeight() const;
    double nameWidth() const;
    double numberWidth() const;
    // name, number: widths that all rows share
    void paintRow(QPainter& painter, const QRectF& row, const Bar& bar, double name, double number) const;

    std::vector<Bar> bars_;
    bool tracks_ = false;
};

} // namespace espalier
