#include "ui/pages/Train/SearchView.h"

#include "core/task/Names.h"
#include "ui/charts/Plot.h"
#include "ui/models/TaskWords.h"
#include "ui/models/TrialsModel.h"
#include "ui/theme/Icons.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/NumberField.h"
#include "ui/widgets/Numbers.h"
#include "ui/widgets/Table.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QPushButton>

#include <algorithm>
#include <cmath>
#include <limits>

namespace espalier {

SearchView::SearchView(Workbench& bench, QWidget* parent)
    : QWidget(parent), bench_(bench), words_((new Label(TextRole::Secondary))->wrapped()),
      countName_(new Label(TextRole::Secondary)), count_(new NumberField(NumberField::Kind::Whole, 2, 200)),
      plot_(new Plot), table_(new Table), model_(new TrialsModel(this)), start_(new QPushButton),
      use_(new QPushButton), job_(this, &bench.activities()) {
    start_->setObjectName(QStringLiteral("startSearch"));
    use_->setObjectName(QStringLiteral("useTrial"));
    count_->setObjectName(QStringLiteral("trialCount"));
    start_->setIcon(icon(Glyph::Play));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(words_);
    auto* choices = new QGridLayout;
    choices->setHorizontalSpacing(16);
    choices->setVerticalSpacing(4);
    for (std::size_t i = 0; i < choices_.size(); ++i) {
        choices_[i] = new QCheckBox;
        choices_[i]->setObjectName(QStringLiteral("search-%1").arg(i));
        choices->addWidget(choices_[i], static_cast<int>(i) / 2, static_cast<int>(i) % 2);
        connect(choices_[i], &QCheckBox::toggled, this, &SearchView::refresh);
    }
    choices_[LearningRate]->setChecked(true);
    column->addLayout(choices);
    plot_->setMinimumHeight(96);
    column->addWidget(plot_, 1);
    table_->setModel(model_);
    table_->setStretchColumn(TrialsModel::Values);
    column->addWidget(table_, 2);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    count_->setValue(9);
    buttons->addWidget(countName_);
    buttons->addWidget(count_);
    buttons->addStretch(1);
    buttons->addWidget(start_);
    buttons->addWidget(use_);
    column->addLayout(buttons);

    plot_->setFormats([](double step) { return numbers::grouped(std::llround(step)); },
                      [this](double score) { return scoreText(score); });
    connect(start_, &QPushButton::clicked, this, [this] {
        if (job_.isRunning())
            job_.cancel();
        else
            start();
        refresh();
    });
    connect(use_, &QPushButton::clicked, this, &SearchView::use);
    connect(table_, &Table::rowSelected, this, &SearchView::refresh);
    connect(&job_, &SearchJob::moved, this, &SearchView::show);
    connect(&job_, &SearchJob::finished, this, [this](const std::vector<TrialProgress>& trials) {
        complete_ = true;
        show(trials);
        table_->selectRow(0);
    });
    connect(&job_, &SearchJob::failed, this, &SearchView::failed);
    connect(&job_, &SearchJob::ended, this, &SearchView::refresh);
    connect(&bench_.training(), &Training::started, this, [this] { job_.cancel(); });
    connect(&bench_, &Workbench::projectChanged, this, &SearchView::forget);
    connect(&bench_, &Workbench::stagesChanged, this, &SearchView::refresh);
    connect(&Theme::current(), &Theme::changed, this, &SearchView::refresh);
    refresh();
}

// Ranges in which people who fine-tune such models find their best: Devlin et al. 2019, app. A.3, and more to
// either side.
std::vector<std::string> SearchView::space() const {
    std::vector<std::string> space;
    if (choices_[LearningRate]->isChecked()) space.emplace_back("learning_rate=1e-5..1e-3");
    if (choices_[Layers]->isChecked()) {
        const auto& model = bench_.models().chosen();
        std::string freeze = "freeze=";
        const int blocks = model ? model->anatomy.blocks() : 0;
        for (const int lowest : {blocks / 2, std::max(0, blocks - 2), blocks}) {
            std::string names;
            for (const auto& name : parseFreeze(std::to_string(lowest), model->anatomy))
                names += (names.empty() ? "" : ", ") + name;
            freeze += "|" + names;
        }
        space.push_back(freeze);
    }
    if (choices_[Batch]->isChecked()) space.emplace_back("batch=16|32|64");
    if (choices_[Closeness]->isChecked()) space.emplace_back("l2_sp=0|0.001|0.01|0.1|1");
    return space;
}

const std::string& SearchView::metric() const {
    return metricMeant(bench_.recipe().task, bench_.recipe().bestBy);
}

// A score is higher where it is better; people read the metric itself.
QString SearchView::scoreText(double score) const {
    if (isShare(metric())) return numbers::percent(lowerIsBetter(metric()) ? -score : score, 0);
    return metricText(metric(), lowerIsBetter(metric()) ? -score : score);
}

void SearchView::start() {
    complete_ = false;
    SearchPlan plan;
    plan.recipe = bench_.recipe();
    plan.space = space();
    plan.trials = static_cast<int>(count_->value());
    model_->setTrials({}, metric());
    job_.start(bench_.project(), plan);
}

void SearchView::show(const std::vector<TrialProgress>& trials) {
    const bool first = model_->rowCount() == 0;
    model_->setTrials(trials, metric());
    if (first) table_->fitColumns();
    refresh();
}

void SearchView::use() {
    const int row = table_->currentIndex().row();
    if (row < 0 || row >= model_->rowCount()) return;
    try {
        Recipe recipe = bench_.recipe();
        for (const auto& value : model_->trial(row).values) setRecipeKey(recipe, value);
        bench_.setRecipe(recipe);
    } catch (const Error&) {
        emit failed(currentProblem());
    }
}

void SearchView::forget() {
    job_.cancel();
    complete_ = false;
    model_->setTrials({}, metric());
    refresh();
}

QString SearchView::said() const {
    if (job_.isRunning())
        return tr("All train a while, and again and again the better third goes on. Cancelling keeps what "
                  "was done.");
    if (complete_) return tr("The best stands first. Every trial was judged on the validation texts.");
    return tr("Trains with different settings, each for a while, and goes on with the better ones. Try:");
}

void SearchView::refresh() {
    const Theme& theme = Theme::current();
    plot_->clearGraphs();
    double right = 1, top = -std::numeric_limits<double>::infinity(), bottom = -top;
    const int chosen = table_->currentIndex().row();
    for (int row = 0; row < model_->rowCount(); ++row) {
        const TrialProgress& trial = model_->trial(row);
        if (trial.scores.empty() || trial.failed) continue;
        QVector<double> x, y;
        for (const auto& [step, score] : trial.scores) {
            x.push_back(step);
            y.push_back(score);
            right = std::max(right, step);
            top = std::max(top, score);
            bottom = std::min(bottom, score);
        }
        const QColor color = theme.color(row == chosen || trial.running ? Tone::Accent : Tone::Faint);
        QCPGraph* graph = plot_->addGraph();
        graph->setData(x, y, true);
        graph->setPen(QPen(color, row == chosen ? 2 : 1.2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        graph->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDisc, color, 5));
    }
    plot_->setVisible(plot_->graphCount() > 0);
    if (plot_->graphCount() > 0)
        plot_->setWhole({0, 1.03 * right},
                        {bottom - 0.05 * (top - bottom) - 0.01, top + 0.05 * (top - bottom) + 0.01});
    table_->setVisible(model_->rowCount() > 0);

    const bool running = job_.isRunning();
    words_->setText(said());
    for (QCheckBox* choice : choices_) choice->setVisible(!running && !complete_);
    start_->setText(running ? tr("Cancel") : complete_ ? tr("Search again") : tr("Start the search"));
    start_->setEnabled(running || (bench_.canStart() && !bench_.training().isRunning() && !space().empty()));
    count_->setVisible(!running);
    countName_->setVisible(!running);
    use_->setVisible(complete_);
    use_->setEnabled(chosen >= 0);
}

void SearchView::retranslate() {
    const QString names[] = {tr("The learning rate"), tr("How many layers train"), tr("The batch"),
                             tr("How close it stays to what it knows")};
    for (std::size_t i = 0; i < choices_.size(); ++i) choices_[i]->setText(names[i]);
    countName_->setText(tr("Trials"));
    count_->setAccessibleName(tr("Trials"));
    use_->setText(tr("Use these settings"));
    plot_->setAccessibleName(tr("The trials' scores over their steps"));
    table_->setAccessibleName(tr("Trials"));
    model_->retranslate();
    table_->fitColumns();
    refresh();
}

} // namespace espalier
