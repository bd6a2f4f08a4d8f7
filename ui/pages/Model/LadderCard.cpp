#include "ui/pages/Model/LadderCard.h"

#include "core/train/ByRung.h"
#include "ui/models/RecipeWords.h"
#include "ui/pages/Model/Ladder.h"
#include "ui/theme/StyleRole.h"
#include "ui/widgets/FigureLabel.h"
#include "ui/widgets/Numbers.h"

#include <QHBoxLayout>
#include <QPushButton>

namespace espalier {

namespace {

// By rung. A recipe may name rungs of another checkpoint: a run says so, the ladder shows the run's own rate.
std::vector<double> learningRates(const Anatomy& anatomy, const Recipe& recipe) {
    if (anatomy.rungs.empty()) return {};
    std::vector<double> rates(anatomy.rungs.size(), 1);
    try {
        rates = ratesOf(anatomy, recipe);
    } catch (const Error&) {
    }
    for (double& rate : rates) rate *= recipe.learningRate;
    return rates;
}

// Parameters of pooler and head that are not frozen.
double trainsWhole(const Anatomy& anatomy, const Recipe& recipe) {
    double sum = 0;
    for (const Rung& rung : anatomy.rungs)
        if ((rung.name == "pooler" || rung.name == "head") &&
            std::find(recipe.freeze.begin(), recipe.freeze.end(), rung.name) == recipe.freeze.end())
            sum += static_cast<double>(rung.parameters);
    return sum;
}

// Empty where the run kept none, or has other rungs.
std::vector<std::vector<double>> gradientsByRung(const RunHistory& history, std::size_t rungs) {
    std::vector<std::vector<double>> gradients(rungs);
    for (const StepMetrics& step : history.steps)
        if (step.rungNorms.size() == rungs)
            for (std::size_t i = 0; i < rungs; ++i) gradients[i].push_back(step.rungNorms[i]);
    if (gradients.empty() || gradients.front().size() < 2) gradients.clear(); // one is no curve
    return gradients;
}

} // namespace

LadderCard::LadderCard(Workbench& bench, QWidget* parent)
    : Card(parent), bench_(bench), model_(new LadderModel(this)), ladder_(new Ladder(model_)),
      trainable_(new FigureLabel), memory_(new FigureLabel), epoch_(new FigureLabel) {
    buildPresets();
    ladder_->setObjectName(QStringLiteral("ladder"));
    body()->addWidget(ladder_, 100); // as high as its rungs, where there is room
    body()->addWidget(newLine());
    auto* costs = new QHBoxLayout;
    costs->setContentsMargins(0, 4, 0, 0);
    costs->setSpacing(16);
    for (FigureLabel* figure : {trainable_, memory_, epoch_}) costs->addWidget(figure, 1);
    body()->addLayout(costs);
    body()->addStretch(1);
    connect(model_, &LadderModel::frozenChanged, this, &LadderCard::keep);
    connect(&bench_.models(), &ModelShelf::chosenChanged, this, &LadderCard::take);
    connect(&bench_, &Workbench::recipeChanged, this, &LadderCard::take);
    connect(&bench_.runs(), &RunShelf::currentChanged, this, &LadderCard::takeRun);
    connect(&bench_.outlook(), &Outlook::changed, this, &LadderCard::refreshCosts);
}

void LadderCard::buildPresets() {
    for (std::size_t i = 0; i < presets_.size(); ++i) {
        presets_[i] = new QPushButton;
        presets_[i]->setCheckable(true);
        presets_[i]->setObjectName(QStringLiteral("preset-%1").arg(i));
        tools()->addWidget(presets_[i]);
        connect(presets_[i], &QPushButton::clicked, this,
                [this, i] { apply(static_cast<LadderModel::Preset>(i)); });
    }
}

void LadderCard::take() {
    const auto& model = bench_.models().chosen();
    const DataState& state = bench_.data().state();
    const int before = model_->rowCount();
    const Anatomy anatomy = model ? model->anatomy : Anatomy();
    model_->setLadder(anatomy, bench_.recipe().freeze, learningRates(anatomy, bench_.recipe()),
                      state.numbers ? 0 : std::max<qint64>(2, state.outputs()));
    if (before == 0) takeRun();
    ladder_->setMaximumHeight(ladder_->fixedHeight());
    refresh();
}

// Of the opened run, where it began with the chosen checkpoint.
void LadderCard::takeRun() {
    const auto run = bench_.runs().current();
    const auto& model = bench_.models().chosen();
    const std::size_t rungs = model_->anatomy().rungs.size();
    std::vector<double> drift;
    std::vector<std::vector<double>> gradients;
    if (run && model && modelName(run->summary.recipe).toStdString() == model->folder.filename().string()) {
        drift = run->summary.drift;
        gradients = gradientsByRung(run->history, rungs);
    }
    if (drift.size() != rungs) drift.clear();
    ladder_->setColumnHidden(LadderModel::Drift, drift.empty());
    ladder_->setColumnHidden(LadderModel::Gradient, gradients.empty());
    model_->setRun(std::move(drift), std::move(gradients));
    ladder_->arrange();
    ladder_->fitColumns();
}

void LadderCard::keep() {
    Recipe recipe = bench_.recipe();
    recipe.freeze = model_->frozen();
    bench_.setRecipe(recipe);
}

void LadderCard::apply(LadderModel::Preset preset) {
    Recipe recipe = bench_.recipe();
    recipe.freeze = model_->frozenFor(preset);
    bench_.setRecipe(recipe);
    refresh(); // the button stays down where it was so already
}

void LadderCard::refresh() {
    for (std::size_t i = 0; i < presets_.size(); ++i) {
        const auto preset = static_cast<LadderModel::Preset>(i);
        const bool possible = model_->isPossible(preset);
        presets_[i]->setEnabled(possible);
        presets_[i]->setChecked(possible && model_->frozen() == model_->frozenFor(preset));
    }
    refreshCosts();
}

void LadderCard::refreshCosts() {
    const bool any = model_->rowCount() > 0;
    const auto all = static_cast<double>(model_->anatomy().parameters());
    const Recipe& recipe = bench_.recipe();
    const bool parts = recipe.loraRank > 0 || recipe.biasesOnly; // of embeddings and blocks something small
    const auto moving =
        parts ? trainsWhole(model_->anatomy(), recipe) : static_cast<double>(model_->trainable());
    const QString none = QStringLiteral("–");
    trainable_->setFigure(any ? numbers::shortened(moving) : none);
    trainable_->setRemark(
        !any                ? QString()
        : recipe.biasesOnly ? tr("and the biases below")
        : recipe.loraRank > 0
            ? tr("and low-rank matrices in the blocks")
            : tr("of %1 · %2").arg(numbers::shortened(all), numbers::percent(moving / all, 0)));

    const auto forecast = bench_.outlook().forecast();
    memory_->setFigure(any ? numbers::bytes(bench_.outlook().memory()) : none);
    memory_->setRemark(any ? tr("about, while it trains") : QString());
    epoch_->setFigure(forecast ? numbers::duration(forecast->epochSeconds) : none);
    epoch_->setRemark(
        !any        ? QString()
        : !forecast ? bench_.outlook().isMeasuring() ? tr("is being measured") : QString()
        : forecast->frozenSeconds > 0
            ? tr("after %1 for the frozen layers, once").arg(numbers::duration(forecast->frozenSeconds))
            : tr("about, on this computer"));
}

void LadderCard::retranslate() {
    setTitle(tr("Layer ladder"));
    const QString names[] = {tr("All"), tr("Top half"), tr("Top 2"), tr("Head only")};
    const QString tips[] = {tr("Everything may change: best with many texts"),
                            tr("The lower half stays as it is: quicker, and keeps more of what it knows"),
                            tr("Only the two uppermost blocks change"),
                            tr("The model stays as it is; only the decision is learned")};
    for (std::size_t i = 0; i < presets_.size(); ++i) {
        presets_[i]->setText(names[i]);
        presets_[i]->setToolTip(tips[i]);
    }
    ladder_->setAccessibleName(tr("Layer ladder"));
    trainable_->setCaption(tr("Trainable parameters"));
    memory_->setCaption(tr("Memory"));
    epoch_->setCaption(tr("An epoch"));
    model_->retranslate();
    ladder_->fitColumns();
    refreshCosts();
}

} // namespace espalier
