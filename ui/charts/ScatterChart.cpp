#include "ui/charts/ScatterChart.h"

#include "core/task/Evaluation.h"
#include "ui/charts/Plot.h"
#include "ui/widgets/Numbers.h"

#include <algorithm>

namespace espalier {
namespace {

constexpr std::size_t mostPoints = 5000; // more only hide each other

QString tick(double value) {
    return QString::number(value, 'g', 4);
}

} // namespace

ScatterChart::ScatterChart(QWidget* parent) : Card(parent), plot_(new Plot) {
    plot_->addGraph()->setLineStyle(QCPGraph::lsNone);
    plot_->addGraph(); // the diagonal
    plot_->setFormats(tick, tick);
    body()->addWidget(plot_, 1);
    connect(&Theme::current(), &Theme::changed, this, &ScatterChart::applyTheme);
    applyTheme();
}

void ScatterChart::setPredictions(const std::vector<NumberPrediction>& predictions) {
    QVector<double> actual, predicted;
    const std::size_t every = std::max<std::size_t>(1, (predictions.size() + mostPoints - 1) / mostPoints);
    for (std::size_t i = 0; i < predictions.size(); i += every) {
        actual.push_back(predictions[i].actual);
        predicted.push_back(predictions[i].predicted);
    }
    shown_ = static_cast<int>(actual.size());
    plot_->graph(0)->setData(actual, predicted);
    if (shown_ > 0) {
        const auto [low, high] = std::minmax_element(actual.begin(), actual.end());
        const auto [lowest, highest] = std::minmax_element(predicted.begin(), predicted.end());
        const double from = std::min(*low, *lowest), to = std::max(*high, *highest);
        const double room = std::max(1e-9, 0.04 * (to - from));
        plot_->graph(1)->setData({from - room, to + room}, {from - room, to + room});
        plot_->setWhole({from - room, to + room}, {from - room, to + room});
        plot_->showWhole();
    }
    retranslate();
    plot_->replot(QCustomPlot::rpQueuedReplot);
}

void ScatterChart::applyTheme() {
    const Theme& theme = Theme::current();
    QColor point = theme.color(Tone::Accent);
    point.setAlphaF(0.45F);
    plot_->graph(0)->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDisc, point, 5));
    plot_->graph(1)->setPen(QPen(theme.color(Tone::Faint), 1, Qt::DashLine));
    plot_->replot(QCustomPlot::rpQueuedReplot);
}

void ScatterChart::retranslate() {
    setTitle(tr("Predicted and actual"));
    setSubtitle(tr("Along the bottom what is right, upwards what was predicted. A text on the dashed line is "
                   "predicted exactly. %1 texts.")
                    .arg(numbers::grouped(shown_)));
    plot_->setAccessibleName(tr("Predicted and actual"));
}

} // namespace espalier
