#pragma once
// A card with the curves of one run: names and last values in its head, a slider that smooths (the raw line
// stays, faint), a logarithmic scale, steps or time along the bottom, and saving as picture or table.
#include "ui/charts/Curve.h"
#include "ui/charts/Plot.h"
#include "ui/charts/Smoothing.h"
#include "ui/charts/UpperEnd.h"
#include "ui/jobs/Job.h"
#include "ui/widgets/Card.h"

class QPushButton;
class QSlider;

namespace espalier {

class Choice;

class RunChart : public Card {
    Q_OBJECT
public:
    struct Point {
        double step = 0;
        double seconds = 0;
        double value = 0;
    };
    struct Style {
        Tone tone = Tone::Accent;
        bool smooths = false; // drawn faint, and smoothed over it
        bool marked = false;  // points that were measured one by one
        Qt::PenStyle line = Qt::SolidLine;
    };

    // Shares are shown as percent on a fixed scale from 0 to 100 %; other values from 0 up, or by logarithm.
    enum class Scale { Values, Shares };
    explicit RunChart(Scale scale, QWidget* parent = nullptr);

    void setScale(Scale scale); // of what is drawn; the tools stay

    int addSeries(const Style& style);
    void setName(int series, const QString& name);
    void append(int series, const std::vector<Point>& points);
    void clear();
    // The whole run, so that the curves grow towards the right edge; 0: as far as they go.
    void setExtent(double steps, double seconds);
    void setSmoothing(double weight); // [0, 1); until then it suits the length of the run
    void setTimeAxis(bool byTime);
    void retranslate();

    Plot& plot() { return *plot_; }
    std::size_t size() const;              // points of all curves
    void saveNumbers(const QString& file); // as CSV: series, step, seconds, value; saved(), or saveFailed()

signals:
    void timeAxisChanged(bool byTime); // a person chose: for the charts beside it
    void saved(const QString& file);
    void saveFailed(const QString& file);

protected:
    void contextMenuEvent(QContextMenuEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    // All of it grows with the points, so that a step costs the same however many there were before.
    struct Values {
        std::vector<Point> points; // in the order of steps
        Curve measured, smoothed;  // their values
        Smoother smoother;
        UpperEnd upperEnd;
        double leastPositive = std::numeric_limits<double>::infinity();
    };
    struct Series {
        Style style;
        QString name;
        Values values;
        QCPGraph* line = nullptr;
        QCPGraph* raw = nullptr; // where it smooths
        Label* head = nullptr;
    };
    void applyTheme();
    void applyAxes();
    void draw();
    void draw(QCPGraph& graph, const std::vector<Point>& points, const Curve& curve) const;
    std::size_t firstFrom(const std::vector<Point>& points, double x) const;
    void rescale();
    void smooth(double weight);
    void suitSmoothing();
    void showLast(const Series& series);
    QString format(double value) const;
    QString formatTick(double value) const;
    double along(const Point& point) const { return byTime_ ? point.seconds : point.step; }
    QStringList read(double x) const;
    void save(const QString& ending);
    void tellSaved(const QString& file, bool well);

    Scale scale_;
    Plot* plot_;
    QHBoxLayout* legend_;
    std::vector<Series> series_;
    double extentSteps_ = 0, extentSeconds_ = 0, weight_ = 0;
    bool weightChosen_ = false;
    bool byTime_ = false;
    Label* smoothingName_;
    QSlider* smoothing_;
    QPushButton* logarithmic_;
    Choice* axis_;
    QPushButton* whole_;
    Job saving_;
};

} // namespace espalier
