#include "ui/pages/Train/ProgressView.h"

#include "core/task/Names.h"
#include "ui/charts/ConfusionView.h"
#include "ui/charts/RunChart.h"
#include "ui/models/TaskWords.h"
#include "ui/widgets/ArrangedOnce.h"
#include "ui/widgets/Card.h"
#include "ui/widgets/FigureLabel.h"
#include "ui/widgets/LogView.h"
#include "ui/widgets/Numbers.h"

#include <QGridLayout>

#include <algorithm>

namespace espalier {
namespace {

constexpr std::int64_t worstShown = 26; // more, and the small matrix turns to dust

} // namespace

ProgressView::ProgressView(QWidget* parent)
    : QWidget(parent), loss_(new RunChart(RunChart::Scale::Values)),
      quality_(new RunChart(RunChart::Scale::Shares)), confusionCard_(new Card),
      confusion_(new ConfusionView), figuresCard_(new Card), logCard_(new Card), log_(new LogView) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(16);
    auto* charts = new QHBoxLayout;
    charts->setSpacing(16);
    charts->addWidget(loss_, 1);
    charts->addWidget(quality_, 1);
    column->addLayout(charts, 1);
    auto* below = new QHBoxLayout;
    below->setSpacing(16);
    below->addWidget(confusionCard_, 3);
    below->addWidget(figuresCard_, 3);
    below->addWidget(logCard_, 4);
    column->addLayout(below, 1);

    buildCharts();
    confusion_->setFitted(true);
    confusion_->setInteractive(false);
    confusion_->setMost(worstShown);
    confusionCard_->body()->addWidget(confusion_, 1);
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(8);
    int place = 0;
    for (FigureLabel** figure : {&best_, &epoch_, &time_, &speed_, &rate_, &gradient_}) {
        grid->addWidget(*figure = new FigureLabel, place / 2, place % 2);
        ++place;
    }
    figuresCard_->body()->addLayout(grid, 1);
    logCard_->body()->addWidget(log_, 1);
}

void ProgressView::buildCharts() {
    trainLoss_ = loss_->addSeries({Tone::Accent, true, false, Qt::SolidLine});
    validationLoss_ = loss_->addSeries({Tone::Validation, false, true, Qt::SolidLine});
    first_ = quality_->addSeries({Tone::Validation, false, true, Qt::SolidLine});
    second_ = quality_->addSeries({Tone::Third, false, true, Qt::DashLine});
    connect(quality_, &RunChart::timeAxisChanged, loss_, &RunChart::setTimeAxis);
    for (RunChart* chart : {loss_, quality_})
        connect(chart, &RunChart::saveFailed, this, &ProgressView::saveFailed);
}

void ProgressView::show(const RunHistory* history) {
    history_ = history;
    stepsShown_ = evaluationsShown_ = 0;
    for (RunChart* chart : {loss_, quality_}) chart->clear();
    update();
    refreshFigures();
    refreshConfusion();
}

std::string ProgressView::task() const {
    return history_ ? history_->plan.task : textClassification;
}

// What a run is judged by says its task.
void ProgressView::nameQuality() {
    const auto& headline = headlineOf(task());
    quality_->setScale(isShare(headline[0]) ? RunChart::Scale::Shares : RunChart::Scale::Values);
    quality_->setName(first_, metricTitle(headline[0]));
    quality_->setName(second_, metricTitle(headline[1]));
    confusionCard_->setVisible(task() == textClassification);
}

void ProgressView::update() {
    if (!history_) return;
    nameQuality();
    const ArrangedOnce losses(loss_), qualities(quality_);
    if (history_->steps.size() > stepsShown_) addSteps();
    if (history_->evaluations.size() > evaluationsShown_) {
        addEvaluations();
        refreshConfusion();
    }
    refreshFigures();
    double end = 0;
    if (!history_->steps.empty())
        end = history_->steps.back().elapsedSeconds + std::max(0.0, history_->steps.back().secondsLeft);
    for (RunChart* chart : {loss_, quality_})
        chart->setExtent(static_cast<double>(history_->plan.steps), end);
}

void ProgressView::addSteps() {
    std::vector<RunChart::Point> fresh;
    for (; stepsShown_ < history_->steps.size(); ++stepsShown_) {
        const StepMetrics& step = history_->steps[stepsShown_];
        fresh.push_back({static_cast<double>(step.step), step.elapsedSeconds, step.loss});
    }
    loss_->append(trainLoss_, fresh);
}

void ProgressView::addEvaluations() {
    const auto& headline = headlineOf(history_->plan.task);
    std::vector<RunChart::Point> losses, firsts, seconds;
    for (; evaluationsShown_ < history_->evaluations.size(); ++evaluationsShown_) {
        const Evaluation& evaluation = history_->evaluations[evaluationsShown_];
        const auto step = static_cast<double>(evaluation.step);
        const double time = secondsAt(evaluation.step);
        losses.push_back({step, time, evaluation.metrics.logLoss});
        firsts.push_back({step, time, figureNamed(evaluation.figures, headline[0]).value_or(0)});
        seconds.push_back({step, time, figureNamed(evaluation.figures, headline[1]).value_or(0)});
    }
    loss_->append(validationLoss_, losses);
    quality_->append(first_, firsts);
    quality_->append(second_, seconds);
}

double ProgressView::secondsAt(std::int64_t step) const {
    const auto& steps = history_->steps;
    const auto at = std::lower_bound(
        steps.begin(), steps.end(), step,
        [](const StepMetrics& metrics, std::int64_t wanted) { return metrics.step < wanted; });
    if (at != steps.end()) return at->elapsedSeconds;
    return steps.empty() ? 0 : steps.back().elapsedSeconds;
}

void ProgressView::refreshFigures() {
    const QString none = QStringLiteral("–");
    const StepMetrics* step = history_ && !history_->steps.empty() ? &history_->steps.back() : nullptr;
    const Evaluation* best = nullptr;
    if (history_)
        for (const Evaluation& evaluation : history_->evaluations)
            if (evaluation.best || !best) best = &evaluation;
    const auto& metric = headlineOf(task()).front();
    best_->setCaption(tr("Best: %1").arg(metricTitle(metric)));
    best_->setFigure(best ? metricText(metric, best->figures) : none);
    best_->setRemark(best ? tr("after step %1").arg(numbers::grouped(best->step)) : QString());
    epoch_->setFigure(step ? numbers::decimal(step->epoch, 1) : none);
    epoch_->setRemark(
        step ? tr("step %1 of %2").arg(numbers::grouped(step->step), numbers::grouped(history_->plan.steps))
             : QString());
    time_->setFigure(step ? numbers::stopwatch(step->elapsedSeconds) : none);
    time_->setRemark(step && step->secondsLeft > 0 ? tr("%1 left").arg(numbers::duration(step->secondsLeft))
                                                   : QString());
    speed_->setFigure(step ? numbers::rate(step->samplesPerSecond) : none);
    speed_->setRemark(tr("texts a second"));
    rate_->setFigure(step ? numbers::learningRate(step->learningRate) : none);
    rate_->setRemark({});
    gradient_->setFigure(step ? numbers::decimal(step->gradientNorm, 1) : none);
    gradient_->setRemark(tr("before clipping"));
}

void ProgressView::refreshConfusion() {
    const Evaluation* last =
        history_ && !history_->evaluations.empty() ? &history_->evaluations.back() : nullptr;
    confusionCard_->setTitle(tr("Confusion"));
    confusion_->setVisible(last);
    if (!last) return confusionCard_->setSubtitle(tr("Comes with the first validation"));
    QStringList labels;
    for (const std::string& label : history_->plan.labels) labels << QString::fromStdString(label);
    confusion_->setConfusion(last->metrics.confusion, labels);
    const QString part =
        confusion_->shownClasses() < confusion_->classes()
            ? u' ' + tr("· worst %1 of %2").arg(confusion_->shownClasses()).arg(confusion_->classes())
            : QString();
    confusionCard_->setSubtitle(
        tr("Rows actual, columns predicted, step %1").arg(numbers::grouped(last->step)) + part);
}

void ProgressView::setLog(const QStringList& lines) {
    log_->setLines(lines);
}

void ProgressView::setRunning(bool running) {
    running_ = running;
    figuresCard_->setTitle(running ? tr("At this moment") : tr("At the end"));
}

void ProgressView::retranslate() {
    loss_->setTitle(tr("Loss"));
    loss_->setName(trainLoss_, tr("train"));
    loss_->setName(validationLoss_, tr("validation"));
    quality_->setTitle(tr("Validation"));
    nameQuality();
    loss_->retranslate();
    quality_->retranslate();
    setRunning(running_);
    logCard_->setTitle(tr("Log"));
    log_->setAccessibleName(tr("Log"));
    epoch_->setCaption(tr("Epoch"));
    time_->setCaption(tr("Time"));
    speed_->setCaption(tr("Speed"));
    rate_->setCaption(tr("Learning rate"));
    gradient_->setCaption(tr("Gradient norm"));
    refreshFigures();
    refreshConfusion();
}

} // namespace espalier
