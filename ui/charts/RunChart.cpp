#include "ui/charts/RunChart.h"

#include "ui/theme/StyleRole.h"
#include "ui/widgets/Choice.h"
#include "ui/widgets/Numbers.h"

#include <QBoxLayout>
#include <QContextMenuEvent>
#include <QFileDialog>
#include <QMenu>
#include <QPushButton>
#include <QSaveFile>
#include <QSlider>

#include <algorithm>
#include <cmath>
#include <utility>

namespace espalier {
namespace {

constexpr double minimumLogarithmic = 1e-6;

// A round number at or above x: 1, 2, 2.5, 5 × a power of ten.
double roundedUp(double x) {
    const double power = std::pow(10.0, std::floor(std::log10(x)));
    for (const double step : {1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0})
        if (x <= step * power * 1.0001) return step * power;
    return 10 * power;
}

TextRole roleOf(Tone tone) {
    if (tone == Tone::Accent) return TextRole::Accent;
    return tone == Tone::Validation ? TextRole::Validation : TextRole::Third;
}

} // namespace

RunChart::RunChart(Scale scale, QWidget* parent)
    : Card(parent), scale_(scale), plot_(new Plot), smoothingName_(new Label(TextRole::Secondary)),
      smoothing_(new QSlider(Qt::Horizontal)), logarithmic_(new QPushButton), axis_(new Choice),
      whole_(new QPushButton), saving_(this) {
    legend_ = new QHBoxLayout;
    legend_->setSpacing(12);
    legend_->addStretch(1);
    body()->addLayout(legend_);
    body()->addWidget(plot_, 1);
    setStyleRole(whole_, "link");
    whole_->hide();
    smoothing_->setRange(0, 99);
    smoothing_->setFixedWidth(72);
    logarithmic_->setCheckable(true);
    axis_->addItems({QString(), QString()});
    for (QWidget* tool :
         std::initializer_list<QWidget*>{whole_, smoothingName_, smoothing_, logarithmic_, axis_})
        tools()->addWidget(tool);
    // Tools of a chart with raw values; the other one has the choice of the axis for both.
    for (QWidget* tool : std::initializer_list<QWidget*>{smoothingName_, smoothing_, logarithmic_})
        tool->setVisible(scale == Scale::Values);
    axis_->setVisible(scale == Scale::Shares);

    connect(whole_, &QPushButton::clicked, plot_, &Plot::showWhole);
    connect(plot_, &Plot::beforeReplot, this, qOverload<>(&RunChart::draw));
    connect(plot_, &Plot::zoomChanged, this, [this] { whole_->setVisible(plot_->isZoomed()); });
    connect(smoothing_, &QSlider::valueChanged, this, [this](int value) { setSmoothing(value / 100.0); });
    connect(logarithmic_, &QPushButton::toggled, this, [this] { applyAxes(); });
    connect(axis_, &QComboBox::currentIndexChanged, this, [this](int index) { setTimeAxis(index == 1); });
    connect(&Theme::current(), &Theme::changed, this, &RunChart::applyTheme);
    plot_->setReading([this](double x) { return read(x); });
    applyAxes();
}

void RunChart::setScale(Scale scale) {
    if (std::exchange(scale_, scale) != scale) applyAxes();
}

int RunChart::addSeries(const Style& style) {
    Series series;
    series.style = style;
    if (style.smooths) series.raw = plot_->addGraph();
    series.line = plot_->addGraph();
    series.head = new Label(roleOf(style.tone));
    head()->addWidget(series.head);
    series.head->hide();
    series_.push_back(series);
    applyTheme();
    return static_cast<int>(series_.size()) - 1;
}

void RunChart::setName(int series, const QString& name) {
    auto& entry = series_[static_cast<std::size_t>(series)];
    entry.name = name;
    showLast(entry);
}

void RunChart::append(int series, const std::vector<Point>& points) {
    auto& entry = series_[static_cast<std::size_t>(series)];
    Values& values = entry.values;
    values.points.insert(values.points.end(), points.begin(), points.end());
    for (const Point& point : points) {
        values.measured.append(point.value);
        if (entry.raw) values.smoothed.append(values.smoother.next(point.value));
        values.upperEnd.add(point.value);
        if (point.value > 0) values.leastPositive = std::min(values.leastPositive, point.value);
    }
    showLast(entry);
    rescale();
}

void RunChart::clear() {
    for (Series& series : series_) {
        series.values = {};
        series.values.smoother = Smoother(weight_);
        showLast(series);
    }
    extentSteps_ = extentSeconds_ = 0;
    rescale();
    plot_->showWhole();
}

void RunChart::setExtent(double steps, double seconds) {
    extentSteps_ = steps;
    extentSeconds_ = seconds;
    if (!weightChosen_) suitSmoothing();
    rescale();
}

// A mean over a twentieth of a short run would follow too late, and say nothing in a very short one.
void RunChart::suitSmoothing() {
    const double weight = extentSteps_ > 0 ? 1 - std::clamp(20 / extentSteps_, 0.04, 1.0) : 0;
    if (weight == weight_) return;
    const QSignalBlocker quiet(smoothing_);
    smoothing_->setValue(static_cast<int>(weight * 100));
    smooth(weight);
}

void RunChart::setSmoothing(double weight) {
    weightChosen_ = true;
    smooth(weight);
}

void RunChart::smooth(double weight) {
    weight_ = weight;
    for (Series& series : series_) {
        if (!series.raw) continue;
        Values& values = series.values;
        values.smoothed.clear();
        values.smoother = Smoother(weight);
        for (const Point& point : values.points) values.smoothed.append(values.smoother.next(point.value));
        showLast(series);
    }
    plot_->replot(QCustomPlot::rpQueuedReplot);
}

void RunChart::setTimeAxis(bool byTime) {
    if (byTime == byTime_) return;
    byTime_ = byTime;
    axis_->setCurrentIndex(byTime ? 1 : 0);
    applyAxes();
    emit timeAxisChanged(byTime);
}

// In a narrow card the names of the curves move below the title.
void RunChart::resizeEvent(QResizeEvent* event) {
    Card::resizeEvent(event);
    const bool narrow = width() < Theme::current().px(460);
    smoothingName_->setVisible(!narrow && !smoothing_->isHidden());
    QHBoxLayout* place = narrow ? legend_ : head();
    for (const Series& series : series_)
        if (place->indexOf(series.head) < 0)
            place->insertWidget(static_cast<int>(&series - series_.data()), series.head);
}

void RunChart::retranslate() {
    smoothingName_->setText(tr("smoothing"));
    smoothing_->setAccessibleName(tr("Smoothing"));
    smoothing_->setToolTip(
        tr("How much of the ups and downs is evened out; the faint line is what was measured"));
    logarithmic_->setText(tr("log y"));
    logarithmic_->setToolTip(tr("Equal distances for equal ratios"));
    axis_->setItemText(0, tr("steps"));
    axis_->setItemText(1, tr("time"));
    axis_->setAccessibleName(tr("Along the bottom"));
    whole_->setText(tr("Show all"));
    plot_->setAccessibleName(tr("Curves"));
    applyAxes();
}

void RunChart::applyTheme() {
    const Theme& theme = Theme::current();
    for (Series& series : series_) {
        const QColor color = theme.color(series.style.tone);
        series.line->setPen(QPen(color, 2, series.style.line, Qt::RoundCap, Qt::RoundJoin));
        if (series.style.marked)
            series.line->setScatterStyle(
                QCPScatterStyle(QCPScatterStyle::ssCircle, color, theme.color(Tone::Panel), 7));
        if (series.raw) {
            QColor faint = color;
            faint.setAlphaF(0.3F);
            series.raw->setPen(QPen(faint, 1));
        }
        showLast(series);
    }
    plot_->replot(QCustomPlot::rpQueuedReplot);
}

void RunChart::applyAxes() {
    plot_->setLogarithmic(logarithmic_->isChecked());
    const auto x = [this](double value) {
        return byTime_ ? numbers::duration(value) : numbers::grouped(std::llround(value));
    };
    plot_->setFormats(x, [this](double value) { return formatTick(value); });
    rescale();
    plot_->showWhole();
}

void RunChart::draw() {
    for (const Series& series : series_) {
        const Values& values = series.values;
        if (series.raw) draw(*series.raw, values.points, values.measured);
        draw(*series.line, values.points, series.raw ? values.smoothed : values.measured);
    }
}

// What is in view and a point on either side, so that the line leaves the picture where it goes on.
void RunChart::draw(QCPGraph& graph, const std::vector<Point>& points, const Curve& curve) const {
    const QCPRange view = plot_->xAxis->range();
    const auto pixels = static_cast<std::size_t>(std::max(100, plot_->width()));
    const std::size_t first = firstFrom(points, view.lower);
    const std::size_t last = std::min(firstFrom(points, view.upper) + 1, points.size());
    QVector<double> x, y;
    for (const std::size_t i : curve.outline(first > 0 ? first - 1 : 0, last, pixels * 4)) {
        x.push_back(along(points[i]));
        y.push_back(curve[i]);
    }
    graph.setData(x, y, true);
}

std::size_t RunChart::firstFrom(const std::vector<Point>& points, double x) const {
    const auto found =
        std::lower_bound(points.begin(), points.end(), x,
                         [this](const Point& point, double from) { return along(point) < from; });
    return static_cast<std::size_t>(found - points.begin());
}

void RunChart::rescale() {
    double right = byTime_ ? extentSeconds_ : extentSteps_;
    double top = 0, bottom = std::numeric_limits<double>::infinity();
    for (const Series& series : series_) {
        if (!series.values.points.empty()) right = std::max(right, along(series.values.points.back()));
        bottom = std::min(bottom, series.values.leastPositive);
        top = std::max(top, series.values.upperEnd.value());
    }
    QCPRange y(0, 1);
    if (scale_ == Scale::Values && top > 0) {
        y = {0, roundedUp(top)};
        if (logarithmic_->isChecked()) y = {std::max(bottom, minimumLogarithmic) * 0.8, top * 1.2};
    }
    if (right <= 0) right = 1;
    plot_->setWhole({-0.012 * right, 1.012 * right}, y); // room for the marks at both ends
}

void RunChart::showLast(const Series& series) {
    series.head->setVisible(!series.values.points.empty());
    if (series.values.points.empty()) return;
    const double last = series.raw ? series.values.smoothed.back() : series.values.points.back().value;
    // The mark before the name repeats the line's dash, so that the colour is not alone.
    const QString mark = series.style.line == Qt::SolidLine ? QStringLiteral("━") : QStringLiteral("╍");
    series.head->setText(mark + u' ' + series.name + u' ' + format(last));
}

QString RunChart::format(double value) const {
    return scale_ == Scale::Shares ? numbers::percent(value) : numbers::decimal(value, value < 0.1 ? 4 : 2);
}

QString RunChart::formatTick(double value) const {
    if (scale_ == Scale::Shares) return numbers::percent(value, 0);
    if (value == 0) return QStringLiteral("0");
    return QString::number(value, 'g', 3);
}

QStringList RunChart::read(double x) const {
    QStringList lines;
    for (const Series& series : series_) {
        const std::vector<Point>& points = series.values.points;
        if (points.empty()) continue;
        std::size_t nearest = std::min(firstFrom(points, x), points.size() - 1);
        if (nearest > 0 && x - along(points[nearest - 1]) < along(points[nearest]) - x) --nearest;
        if (lines.isEmpty()) lines << tr("step %1").arg(numbers::grouped(std::llround(points[nearest].step)));
        lines << series.name + u' ' + format(points[nearest].value);
    }
    return lines;
}

std::size_t RunChart::size() const {
    std::size_t points = 0;
    for (const Series& series : series_) points += series.values.points.size();
    return points;
}

// A long run has more numbers than fit into a moment, so they are written beside the window.
void RunChart::saveNumbers(const QString& file) {
    std::vector<std::pair<QString, std::vector<Point>>> curves;
    for (const Series& series : series_) curves.emplace_back(series.name, series.values.points);
    saving_.start(
        {},
        [file, curves = std::move(curves)](const Job::Context& context) {
            QSaveFile out(file);
            if (!out.open(QIODevice::WriteOnly)) return false;
            out.write("series,step,seconds,value\n");
            for (const auto& [name, points] : curves)
                for (const Point& point : points) {
                    throwIfStopped(context.stop);
                    out.write(QStringLiteral("%1,%2,%3,%4\n")
                                  .arg(name)
                                  .arg(point.step)
                                  .arg(point.seconds)
                                  .arg(point.value, 0, 'g', 9)
                                  .toUtf8());
                }
            return out.commit(); // false also after a write that failed
        },
        [this, file](bool well) { tellSaved(file, well); });
}

void RunChart::tellSaved(const QString& file, bool well) {
    if (well)
        emit saved(file);
    else
        emit saveFailed(file);
}

void RunChart::contextMenuEvent(QContextMenuEvent* event) {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Save as PNG…"), this, [this] { save(QStringLiteral("png")); });
    menu->addAction(tr("Save as SVG…"), this, [this] { save(QStringLiteral("svg")); });
    menu->addAction(tr("Save as PDF…"), this, [this] { save(QStringLiteral("pdf")); });
    menu->addAction(tr("Save the numbers as CSV…"), this, [this] { save(QStringLiteral("csv")); });
    menu->popup(event->globalPos());
}

void RunChart::save(const QString& ending) {
    auto* dialog = new QFileDialog(this, tr("Save the chart"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(ending);
    connect(dialog, &QFileDialog::fileSelected, this, [this, ending](const QString& file) {
        if (ending == u"csv")
            saveNumbers(file);
        else
            tellSaved(file, plot_->savePicture(file));
    });
    dialog->open();
}

} // namespace espalier
