#include "ui/pages/Evaluate/EvaluatePage.h"

#include "ui/models/CellText.h"
#include "ui/models/ClassScoresModel.h"
#include "ui/models/ExamplesModel.h"
#include "ui/pages/Evaluate/ConfusionCard.h"
#include "ui/theme/StyleRole.h"
#include "ui/widgets/FigureLabel.h"
#include "ui/widgets/Numbers.h"
#include "ui/widgets/Table.h"

#include <QGridLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QSortFilterProxyModel>

#include <algorithm>
#include <cmath>

namespace espalier {
namespace {

constexpr std::size_t mostTexts = 1000; // read for one selection; nobody reads more

struct Texts {
    std::vector<JudgedText> read;
    std::size_t matching = 0; // more than were read, where there are many
    bool replaced = false;    // by another import: none were read
};

// What a selection holds, the most confident first; without a selection the mistakes.
std::vector<Prediction> behind(const Evaluation& evaluation, const ConfusionSelection& selection) {
    std::vector<Prediction> found;
    for (const Prediction& prediction : evaluation.predictions) {
        if (selection.empty() && prediction.actual == prediction.predicted) continue;
        if (selection.actual && prediction.actual != *selection.actual) continue;
        if (selection.predicted && prediction.predicted != *selection.predicted) continue;
        found.push_back(prediction);
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const Prediction& a, const Prediction& b) { return a.confidence > b.confidence; });
    return found;
}

} // namespace

EvaluatePage::EvaluatePage(Workbench& shared)
    : Page(shared), confusion_(new ConfusionCard), try_(header()->addPrimary()), reading_(this) {
    auto* columns = new QHBoxLayout;
    columns->setSpacing(16);
    auto* left = new QVBoxLayout;
    auto* right = new QVBoxLayout;
    for (QVBoxLayout* column : {left, right}) column->setSpacing(16);
    left->addWidget(buildFigures());
    left->addWidget(confusion_, 1);
    right->addWidget(buildClasses(), 3);
    right->addWidget(buildExamples(), 2);
    columns->addLayout(left, 10);
    columns->addLayout(right, 9);
    body()->addLayout(columns, 1);

    connect(try_, &QPushButton::clicked, this, [this] { emit bench().stageWanted(Stage::Try); });
    connect(&shared.runs(), &RunShelf::currentChanged, this, &EvaluatePage::refresh);
    connect(&shared.data(), &DataSet::changed, this, &EvaluatePage::refreshExamples);
    connect(&reading_, &Job::failed, this, &Page::tell);
    connect(&confusion_->view(), &ConfusionView::selected, this, &EvaluatePage::refreshExamples);
    connect(classes_, &Table::rowSelected, this, [this](int row) {
        confusion_->view().select({sortedScores_->mapToSource(sortedScores_->index(row, 0)).row(), {}});
    });
    connect(clear_, &QPushButton::clicked, this, [this] { confusion_->view().select({}); });
}

QWidget* EvaluatePage::buildFigures() {
    figuresCard_ = new Card;
    auto* row = new QHBoxLayout;
    row->setSpacing(16);
    for (FigureLabel** figure : {&accuracy_, &macroF1_, &logLoss_})
        row->addWidget(*figure = new FigureLabel, 1);
    figuresCard_->body()->addLayout(row);
    return figuresCard_;
}

QWidget* EvaluatePage::buildClasses() {
    classesCard_ = new Card;
    scores_ = new ClassScoresModel(this);
    sortedScores_ = new QSortFilterProxyModel(this);
    sortedScores_->setSourceModel(scores_);
    sortedScores_->setSortRole(SortRole);
    classes_ = new Table;
    classes_->setModel(sortedScores_);
    classes_->setSortingEnabled(true);
    classes_->sortByColumn(ClassScoresModel::F1, Qt::AscendingOrder); // what goes wrong first
    classesCard_->body()->addWidget(classes_, 1);
    return classesCard_;
}

QWidget* EvaluatePage::buildExamples() {
    examplesCard_ = new Card;
    clear_ = new QPushButton;
    setStyleRole(clear_, "link");
    examplesCard_->tools()->addWidget(clear_);
    texts_ = new ExamplesModel(this);
    examples_ = new Table;
    examples_->setObjectName(QStringLiteral("examples"));
    examples_->setModel(texts_);
    replaced_ = new Label(TextRole::Secondary);
    replaced_->setObjectName(QStringLiteral("textsReplaced"));
    replaced_->hide();
    examplesCard_->body()->addWidget(replaced_->wrapped());
    examplesCard_->body()->addWidget(examples_, 1);
    return examplesCard_;
}

void EvaluatePage::refresh() {
    run_ = bench().runs().current();
    evaluation_ = run_ ? run_->evaluation() : nullptr;
    if (!evaluation_) return;
    labels_.clear();
    for (const std::string& label : run_->summary.recipe.labels) labels_ << QString::fromStdString(label);
    scores_->setScores(evaluation_->metrics.perClass, labels_);
    confusion_->setConfusion(evaluation_->metrics.confusion, labels_);
    refreshHeadline();
    refreshExamples();
}

void EvaluatePage::refreshHeadline() {
    if (!evaluation_) return;
    const ClassificationMetrics& metrics = evaluation_->metrics;
    const QString texts = numbers::grouped(metrics.examples);
    header()->setSubtitle(QString::fromStdString(run_->summary.name) + QStringLiteral(" · ") +
                          (evaluation_->part == "test" ? tr("%1 test texts").arg(texts)
                                                       : tr("%1 validation texts").arg(texts)));
    accuracy_->setFigure(numbers::percent(metrics.accuracy));
    accuracy_->setRemark(
        tr("%1 of %2 right")
            .arg(numbers::grouped(std::llround(metrics.accuracy * static_cast<double>(metrics.examples))),
                 texts));
    macroF1_->setFigure(numbers::percent(metrics.macro.f1));
    macroF1_->setRemark(tr("every label counts the same"));
    logLoss_->setFigure(numbers::decimal(metrics.logLoss));
    logLoss_->setRemark(tr("lower is better"));
}

void EvaluatePage::refreshExamples() {
    if (!evaluation_ || !bench().project()) return;
    const ConfusionSelection selection = confusion_->view().selection();
    const auto work = [project = bench().project(), run = run_, selection](const Job::Context& context) {
        Texts texts;
        std::vector<Prediction> found = behind(*run->evaluation(), selection);
        texts.matching = found.size();
        texts.replaced = isOfOtherImport(run->summary, project->data().info());
        if (texts.replaced) return texts;
        found.resize(std::min(found.size(), mostTexts));
        for (const Prediction& prediction : found) {
            throwIfStopped(context.stop);
            const auto stored = project->data().row(prediction.row);
            texts.read.push_back({prediction, stored ? bothTexts(*stored) : std::string()});
        }
        return texts;
    };
    reading_.start({}, work, [this, selection](Texts texts) {
        // What every one of them has in common says the title.
        examples_->setColumnHidden(ExamplesModel::Actual, selection.actual.has_value());
        examples_->setColumnHidden(ExamplesModel::Predicted, selection.predicted.has_value());
        texts_->setExamples(std::move(texts.read), labels_);
        examples_->setVisible(!texts.replaced);
        replaced_->setVisible(texts.replaced);
        matching_ = texts.matching;
        refreshExamplesTitle();
    });
}

void EvaluatePage::refreshExamplesTitle() {
    const ConfusionSelection selection = confusion_->view().selection();
    const QString count = numbers::grouped(static_cast<qint64>(matching_));
    const QString actual = selection.actual ? labels_.value(*selection.actual) : QString();
    const QString predicted = selection.predicted ? labels_.value(*selection.predicted) : QString();
    QString title = tr("Mistakes, the most confident first");
    if (selection.actual && selection.predicted)
        title = tr("Actual %1, predicted %2").arg(actual, predicted);
    else if (selection.actual)
        title = tr("Actual %1").arg(actual);
    else if (selection.predicted)
        title = tr("Predicted %1").arg(predicted);
    examplesCard_->setTitle(title + QStringLiteral(" · ") + count);
    clear_->setVisible(!selection.empty());
}

void EvaluatePage::retranslate() {
    header()->setTitle(tr("Evaluate"));
    try_->setText(tr("Try it"));
    figuresCard_->setTitle(tr("Result"));
    accuracy_->setCaption(tr("Accuracy"));
    macroF1_->setCaption(tr("Macro F1"));
    logLoss_->setCaption(tr("Log loss"));
    classesCard_->setTitle(tr("Every label"));
    classes_->setAccessibleName(tr("Every label"));
    examples_->setAccessibleName(tr("Texts"));
    clear_->setText(tr("Show all mistakes"));
    replaced_->setText(tr("The data was replaced after this run; its texts are no longer here."));
    scores_->retranslate();
    texts_->retranslate();
    confusion_->retranslate();
    for (Table* table : {classes_, examples_}) table->fitColumns();
    refreshHeadline();
    refreshExamplesTitle();
}

} // namespace espalier
