#pragma once
// A chart without boxes: light horizontal lines, numbers in our format, zoom by wheel and by dragging a
// rectangle, a double click back to the whole, and the values under the cursor.
#include "ui/theme/Theme.h"

#include <qcustomplot.h>

#include <functional>

namespace espalier {

class Plot : public QCustomPlot {
    Q_OBJECT
public:
    using Format = std::function<QString(double)>;

    explicit Plot(QWidget* parent = nullptr);

    void setFormats(Format x, Format y);
    void setLogarithmic(bool on);
    // What is shown unless a person has zoomed.
    void setWhole(const QCPRange& x, const QCPRange& y);
    void showWhole();
    bool isZoomed() const { return zoomed_; }
    // The lines of the box beside the cursor at x; none: no box.
    void setReading(std::function<QStringList(double x)> reading) { reading_ = std::move(reading); }

    bool saveSvg(const QString& file);
    bool savePicture(const QString& file); // .png, .svg or .pdf by its ending

signals:
    void zoomChanged();

protected:
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void applyTheme();
    void setZoomed(bool zoomed);
    void suitTickCounts();
    void moveCrosshair(const QPoint& at);
    void hideCrosshair();

    QCPRange wholeX_, wholeY_;
    bool zoomed_ = false;
    QCPItemStraightLine* crosshair_;
    QLabel* box_;
    std::function<QStringList(double)> reading_;
};

} // namespace espalier
