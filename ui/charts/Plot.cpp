#include "ui/charts/Plot.h"

#include <QSvgGenerator>

namespace espalier {
namespace {

template<class Ticker>
class FormattedTicker : public Ticker {
public:
    explicit FormattedTicker(Plot::Format format) : format_(std::move(format)) {}

protected:
    QString getTickLabel(double tick, const QLocale&, QChar, int) override { return format_(tick); }

private:
    Plot::Format format_;
};

} // namespace

Plot::Plot(QWidget* parent)
    : QCustomPlot(parent), crosshair_(new QCPItemStraightLine(this)), box_(new QLabel(this)) {
    setNoAntialiasingOnDrag(false);
    setSelectionRectMode(QCP::srmZoom);
    setInteraction(QCP::iRangeZoom);
    axisRect()->setRangeZoom(Qt::Horizontal | Qt::Vertical);
    axisRect()->setRangeZoomFactor(0.85);
    axisRect()->setAutoMargins(QCP::msLeft | QCP::msBottom);
    axisRect()->setMinimumMargins(QMargins(0, 0, 0, 0));
    axisRect()->setMargins(QMargins(0, 8, 12, 0));
    for (QCPAxis* axis : {xAxis, yAxis}) {
        axis->setTickPen(Qt::NoPen);
        axis->setTickLength(0);
        axis->setSubTicks(false);
        axis->grid()->setZeroLinePen(Qt::NoPen);
        axis->setBasePen(Qt::NoPen);
        axis->setTickLabelPadding(8);
    }
    xAxis->grid()->setVisible(false);
    crosshair_->setVisible(false);
    box_->setTextFormat(Qt::PlainText);
    box_->setProperty("role", QLatin1String("reading"));
    box_->setAttribute(Qt::WA_TransparentForMouseEvents);
    box_->hide();
    setMouseTracking(true);
    setMinimumSize(160, 120);
    connect(&Theme::current(), &Theme::changed, this, &Plot::applyTheme);
    applyTheme();
}

void Plot::applyTheme() {
    const Theme& theme = Theme::current();
    setBackground(QBrush(theme.color(Tone::Panel)));
    for (QCPAxis* axis : {xAxis, yAxis}) {
        axis->setTickLabelFont(theme.font(11));
        axis->setTickLabelColor(theme.color(Tone::Secondary));
    }
    suitTickCounts();
    yAxis->grid()->setPen(QPen(theme.color(Tone::Line), 1));
    crosshair_->setPen(QPen(theme.color(Tone::Faint), 1));
    selectionRect()->setPen(QPen(theme.color(Tone::Accent)));
    QColor soft = theme.color(Tone::AccentSoft);
    soft.setAlphaF(0.5);
    selectionRect()->setBrush(soft);
    replot(rpQueuedReplot);
}

void Plot::setFormats(Format x, Format y) {
    const auto linear = [](Format format) {
        return QSharedPointer<FormattedTicker<QCPAxisTicker>>::create(std::move(format));
    };
    xAxis->setTicker(linear(std::move(x)));
    if (yAxis->scaleType() == QCPAxis::stLinear)
        yAxis->setTicker(linear(std::move(y)));
    else
        yAxis->setTicker(QSharedPointer<FormattedTicker<QCPAxisTickerLog>>::create(std::move(y)));
    suitTickCounts();
}

// As many numbers as stand beside each other without touching, five at most.
void Plot::suitTickCounts() {
    const int line = QFontMetrics(Theme::current().font(11)).height();
    yAxis->ticker()->setTickCount(std::clamp(height() / (3 * line), 2, 5));
    xAxis->ticker()->setTickCount(std::clamp(width() / (6 * line), 2, 5));
}

void Plot::resizeEvent(QResizeEvent* event) {
    suitTickCounts();
    QCustomPlot::resizeEvent(event);
}

void Plot::setLogarithmic(bool on) {
    yAxis->setScaleType(on ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
}

void Plot::setWhole(const QCPRange& x, const QCPRange& y) {
    wholeX_ = x;
    wholeY_ = y;
    if (!zoomed_)
        showWhole();
    else
        replot(rpQueuedReplot);
}

void Plot::showWhole() {
    xAxis->setRange(wholeX_);
    yAxis->setRange(wholeY_);
    setZoomed(false);
    replot(rpQueuedReplot);
}

void Plot::setZoomed(bool zoomed) {
    if (zoomed == zoomed_) return;
    zoomed_ = zoomed;
    emit zoomChanged();
}

void Plot::mouseMoveEvent(QMouseEvent* event) {
    QCustomPlot::mouseMoveEvent(event);
    moveCrosshair(event->pos());
}

void Plot::mouseReleaseEvent(QMouseEvent* event) {
    const QCPRange before = xAxis->range();
    QCustomPlot::mouseReleaseEvent(event);
    if (xAxis->range() != before) setZoomed(true);
}

void Plot::mouseDoubleClickEvent(QMouseEvent*) {
    showWhole();
}

void Plot::wheelEvent(QWheelEvent* event) {
    QCustomPlot::wheelEvent(event);
    setZoomed(true);
}

void Plot::leaveEvent(QEvent* event) {
    hideCrosshair();
    QCustomPlot::leaveEvent(event);
}

void Plot::moveCrosshair(const QPoint& at) {
    const double x = xAxis->pixelToCoord(at.x());
    const QStringList lines = reading_ && axisRect()->rect().contains(at) ? reading_(x) : QStringList();
    if (lines.isEmpty()) return hideCrosshair();
    crosshair_->point1->setCoords(x, yAxis->range().lower);
    crosshair_->point2->setCoords(x, yAxis->range().upper);
    crosshair_->setVisible(true);
    box_->setText(lines.join(u'\n'));
    box_->adjustSize();
    const int left = at.x() + 14 + box_->width() < width() ? at.x() + 14 : at.x() - 14 - box_->width();
    box_->move(left, std::clamp(at.y() - box_->height() / 2, 0, std::max(0, height() - box_->height())));
    box_->show();
    replot(rpQueuedReplot);
}

void Plot::hideCrosshair() {
    if (!crosshair_->visible()) return;
    crosshair_->setVisible(false);
    box_->hide();
    replot(rpQueuedReplot);
}

bool Plot::saveSvg(const QString& file) {
    QSvgGenerator generator;
    generator.setFileName(file);
    generator.setSize(size());
    generator.setViewBox(rect());
    QCPPainter painter;
    if (!painter.begin(&generator)) return false;
    painter.setMode(QCPPainter::pmVectorized);
    toPainter(&painter, width(), height());
    return painter.end();
}

bool Plot::savePicture(const QString& file) {
    hideCrosshair();
    replot(); // what waits to be drawn belongs to it
    if (file.endsWith(QLatin1String(".svg"), Qt::CaseInsensitive)) return saveSvg(file);
    if (file.endsWith(QLatin1String(".pdf"), Qt::CaseInsensitive)) return savePdf(file, width(), height());
    return savePng(file, width(), height(), 2);
}

} // namespace espalier
