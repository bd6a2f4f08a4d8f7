#include "ui/pages/Train/RateFinderView.h"

#include "ui/charts/Plot.h"
#include "ui/jobs/EngineLoader.h"
#include "ui/theme/Icons.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/Numbers.h"

#include <QHBoxLayout>
#include <QPushButton>

#include <algorithm>
#include <cmath>

namespace espalier {

RateFinderView::RateFinderView(Workbench& bench, QWidget* parent)
    : QWidget(parent), bench_(bench), words_((new Label(TextRole::Secondary))->wrapped()), plot_(new Plot),
      mark_(new QCPItemStraightLine(plot_)), start_(new QPushButton), use_(new QPushButton),
      job_(this, &bench.activities()) {
    start_->setObjectName(QStringLiteral("findRate"));
    use_->setObjectName(QStringLiteral("useRate"));
    start_->setIcon(icon(Glyph::Play));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(words_);
    column->addWidget(plot_, 1);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addStretch(1);
    buttons->addWidget(start_);
    buttons->addWidget(use_);
    column->addLayout(buttons);

    plot_->addGraph();
    plot_->setFormats([](double power) { return numbers::learningRate(std::pow(10.0, power)); },
                      [](double loss) { return numbers::decimal(loss); });
    plot_->setReading([this](double power) {
        QStringList lines;
        if (!finding_ || finding_->trials.empty()) return lines;
        const auto distance = [&](const RateTrial& t) {
            return std::abs(std::log10(t.learningRate) - power);
        };
        const auto nearest = *std::min_element(finding_->trials.begin(), finding_->trials.end(),
                                               [&](auto& a, auto& b) { return distance(a) < distance(b); });
        lines << tr("learning rate %1").arg(numbers::learningRate(nearest.learningRate))
              << tr("loss %1").arg(numbers::decimal(nearest.smoothed));
        return lines;
    });
    connect(start_, &QPushButton::clicked, this, [this] {
        if (job_.isRunning())
            job_.cancel();
        else
            start();
        refresh();
    });
    connect(use_, &QPushButton::clicked, this, [this] {
        Recipe recipe = bench_.recipe();
        recipe.learningRate = finding_->suggestion;
        bench_.setRecipe(recipe);
    });
    connect(&job_, &Job::failed, this, &RateFinderView::failed);
    connect(&job_, &Job::ended, this, &RateFinderView::refresh);
    connect(&bench_.training(), &Training::started, &job_, &Job::cancel); // one at a time has the processor
    connect(&bench_, &Workbench::stagesChanged, this, &RateFinderView::forget);
    connect(&bench_, &Workbench::recipeChanged, this, &RateFinderView::refresh);
    connect(&Theme::current(), &Theme::changed, this, &RateFinderView::applyTheme);
    applyTheme();
    refresh();
}

std::string RateFinderView::key() const {
    return bench_.recipe().model + '\n' + bench_.data().state().info.importId;
}

void RateFinderView::start() {
    findingOf_ = key();
    const auto work = [recipe = bench_.recipe(), project = bench_.project()](const Job::Context& context) {
        return engine().findLearningRate(recipe, project->data().examples(), context.stop, context.progress,
                                         {});
    };
    job_.start(message("train", "Trying learning rates"), work,
               [this](RateFinding finding) { take(std::move(finding)); });
}

void RateFinderView::take(RateFinding finding) {
    finding_ = std::move(finding);
    QVector<double> x, y;
    double top = 0, bottom = INFINITY;
    for (const RateTrial& trial : finding_->trials) {
        x.push_back(std::log10(trial.learningRate));
        y.push_back(trial.smoothed);
        top = std::max(top, trial.smoothed);
        bottom = std::min(bottom, trial.smoothed);
    }
    plot_->graph(0)->setData(x, y, true);
    const double power = finding_->suggestion > 0 ? std::log10(finding_->suggestion) : 0;
    mark_->point1->setCoords(power, 0);
    mark_->point2->setCoords(power, 1);
    mark_->setVisible(finding_->suggestion > 0);
    if (!x.isEmpty()) {
        const double room = std::max(0.1, 0.08 * (top - bottom));
        plot_->setWhole({x.front() - 0.1, x.back() + 0.1}, {bottom - room, top + room});
    }
    refresh();
}

void RateFinderView::forget() {
    if (findingOf_ != key()) {
        job_.cancel();
        finding_.reset();
        findingOf_ = key();
    }
    refresh();
}

void RateFinderView::applyTheme() {
    const Theme& theme = Theme::current();
    plot_->graph(0)->setPen(QPen(theme.color(Tone::Accent), 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    mark_->setPen(QPen(theme.color(Tone::Validation), 1.5, Qt::DashLine));
    plot_->replot(QCustomPlot::rpQueuedReplot);
}

QString RateFinderView::said() const {
    if (job_.isRunning())
        return tr("Some hundred short steps with a rising learning rate. Nothing of it is kept.");
    if (!finding_)
        return tr(
            "Tries some hundred steps with a rising learning rate and looks where the loss falls fastest.");
    if (finding_->suggestion <= 0) return tr("The loss never fell: no learning rate can be suggested.");
    return tr("The loss falls fastest around %1: a good learning rate for this recipe.")
        .arg(numbers::learningRate(finding_->suggestion));
}

void RateFinderView::refresh() {
    const bool running = job_.isRunning();
    words_->setText(said());
    plot_->setVisible(finding_.has_value());
    start_->setText(running ? tr("Cancel") : finding_ ? tr("Try again") : tr("Try learning rates"));
    start_->setEnabled(running || (bench_.stage(Stage::Train).possible && !bench_.training().isRunning()));
    use_->setVisible(finding_ && finding_->suggestion > 0);
    use_->setText(finding_ ? tr("Use %1").arg(numbers::learningRate(finding_->suggestion)) : QString());
    use_->setEnabled(finding_ && finding_->suggestion != bench_.recipe().learningRate);
}

void RateFinderView::retranslate() {
    plot_->setAccessibleName(tr("Loss over the learning rate"));
    refresh();
}

} // namespace espalier
