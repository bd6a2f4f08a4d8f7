#include "ui/pages/Evaluate/EvaluatePage.h"

#include "ui/charts/ScatterChart.h"
#include "ui/models/CellText.h"
#include "ui/models/ClassScoresModel.h"
#include "ui/models/ExamplesModel.h"
#include "ui/models/TaskWords.h"
#include "ui/pages/Evaluate/ConfusionCard.h"
#include "ui/pages/Evaluate/Judged.h"
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

} // namespace

EvaluatePage::EvaluatePage(Workbench& shared)
    : Page(shared), confusion_(new ConfusionCard), scatter_(new ScatterChart), try_(header()->addPrimary()),
      reading_(this) {
    auto* columns = new QHBoxLayout;
    columns->setSpacing(16);
    left_ = new QVBoxLayout;
    right_ = new QVBoxLayout;
    for (QVBoxLayout* column : {left_, right_}) column->setSpacing(16);
    left_->addWidget(buildFigures());
    left_->addWidget(confusion_, 1);
    left_->addWidget(scatter_, 1);
    scatter_->hide();
    right_->addWidget(buildClasses(), 3);
    right_->addWidget(buildExamples(), 2);
    columns->addLayout(left_, 10);
    columns->addLayout(right_, 9);
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
    for (FigureLabel*& figure : figures_) row->addWidget(figure = new FigureLabel, 1);
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
    scatter_->setPredictions(evaluation_->numbers);
    arrange();
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
    const auto& headline = headlineOf(run_->summary.recipe.task);
    for (std::size_t i = 0; i < figures_.size(); ++i) {
        figures_[i]->setCaption(metricTitle(headline[i]));
        figures_[i]->setFigure(metricText(headline[i], evaluation_->figures));
        figures_[i]->setRemark(metricMeaning(headline[i]));
    }
    if (run_->summary.recipe.task != textClassification) return;
    figures_[0]->setRemark(
        tr("%1 of %2 right")
            .arg(numbers::grouped(std::llround(metrics.accuracy * static_cast<double>(metrics.examples))),
                 texts));
}

// One label a text has its confusion, several have every label's scores in its place, numbers their scatter.
void EvaluatePage::arrange() {
    const std::string& task = run_->summary.recipe.task;
    confusion_->setVisible(task == textClassification || task == tokenClassification);
    scatter_->setVisible(task == regression);
    classesCard_->setVisible(task != regression);
    if (task == multiLabel)
        left_->addWidget(classesCard_, 1);
    else
        right_->insertWidget(0, classesCard_, 3);
}

void EvaluatePage::refreshExamples() {
    if (!evaluation_ || !bench().project()) return;
    const ConfusionSelection selection = confusion_->view().selection();
    const auto work = [project = bench().project(), run = run_, selection,
                       labels = labels_](const Job::Context& context) {
        Texts texts;
        texts.read = judgedBehind(*run->evaluation(), selection, labels);
        texts.matching = texts.read.size();
        texts.replaced = isOfOtherImport(run->summary, project->data().info());
        texts.read.resize(texts.replaced ? 0 : std::min(texts.read.size(), mostTexts));
        for (JudgedText& judged : texts.read) {
            throwIfStopped(context.stop);
            if (const auto stored = project->data().row(judged.row)) judged.text = bothTexts(*stored);
        }
        return texts;
    };
    const auto kind = kindOf(*evaluation_);
    reading_.start({}, work, [this, selection, kind](Texts texts) {
        // What every one of them has in common says the title.
        const bool labels = kind == ExamplesModel::Kind::Labels;
        examples_->setColumnHidden(ExamplesModel::Actual, labels && selection.actual);
        examples_->setColumnHidden(ExamplesModel::Predicted, labels && selection.predicted);
        examples_->setColumnHidden(ExamplesModel::Sure, kind == ExamplesModel::Kind::LabelSets);
        texts_->setExamples(std::move(texts.read), kind);
        examples_->fitColumns();
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
    const std::string task = run_ ? run_->summary.recipe.task : textClassification;
    QString title = task == multiLabel   ? tr("Mistakes, most wrong labels first")
                    : task == regression ? tr("Farthest off first")
                                         : tr("Mistakes, the most confident first");
    if (task == multiLabel && selection.actual)
        title = tr("%1 missed or wrongly given").arg(actual);
    else if (selection.actual && selection.predicted)
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
    classesCard_->setTitle(tr("Every label"));
    classes_->setAccessibleName(tr("Every label"));
    examples_->setAccessibleName(tr("Texts"));
    clear_->setText(tr("Show all mistakes"));
    replaced_->setText(tr("The data was replaced after this run; its texts are no longer here."));
    scores_->retranslate();
    texts_->retranslate();
    confusion_->retranslate();
    scatter_->retranslate();
    for (Table* table : {classes_, examples_}) table->fitColumns();
    refreshHeadline();
    refreshExamplesTitle();
}

} // namespace espalier
