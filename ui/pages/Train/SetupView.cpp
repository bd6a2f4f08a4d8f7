#include "ui/pages/Train/SetupView.h"

#include "core/base/Error.h"
#include "core/base/Json.h"
#include "ui/dialogs/PathDialog.h"
#include "ui/models/RecipeModel.h"
#include "ui/models/RecipeWords.h"
#include "ui/pages/Train/RateFinderView.h"
#include "ui/pages/Train/RecipeDelegate.h"
#include "ui/pages/Train/RecipeForm.h"
#include "ui/pages/Train/SearchView.h"
#include "ui/theme/Icons.h"
#include "ui/theme/StyleRole.h"
#include "ui/widgets/Card.h"
#include "ui/widgets/Choice.h"
#include "ui/widgets/FigureLabel.h"
#include "ui/widgets/Numbers.h"
#include "ui/widgets/Table.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>

#include <cmath>

namespace espalier {

SetupView::SetupView(Workbench& bench, QWidget* parent) : QWidget(parent), bench_(bench) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(16);
    row->addWidget(buildForm(), 1);
    auto* right = new QVBoxLayout;
    right->setSpacing(16);
    right->addWidget(buildForecast());
    right->addWidget(buildRecipe(), 1);
    row->addLayout(right, 1);
    connect(&bench_, &Workbench::recipeChanged, this, &SetupView::refresh);
    connect(&bench_.outlook(), &Outlook::changed, this, &SetupView::refreshForecast);
    connect(form_, &RecipeForm::edited, &bench_, &Workbench::setRecipe);
    connect(model_, &RecipeModel::edited, &bench_, &Workbench::setRecipe);
    connect(model_, &RecipeModel::refused, this, &SetupView::refused);
    refresh();
}

QWidget* SetupView::buildForm() {
    formCard_ = new Card;
    form_ = new RecipeForm;
    auto* scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 4, 0);
    column->addWidget(form_);
    column->addStretch(1);
    scroll->setWidget(page);
    formCard_->body()->addWidget(scroll);
    return formCard_;
}

QWidget* SetupView::buildForecast() {
    forecastCard_ = new Card;
    auto* row = new QHBoxLayout;
    row->setSpacing(16);
    for (FigureLabel** figure : {&memory_, &steps_, &time_}) row->addWidget(*figure = new FigureLabel, 1);
    forecastCard_->body()->addLayout(row);
    return forecastCard_;
}

QWidget* SetupView::buildRecipe() {
    recipeCard_ = new Card;
    faces_ = new Choice;
    faces_->setObjectName(QStringLiteral("face"));
    for (int i = 0; i < faceCount; ++i) faces_->addItem(QString());
    recipeCard_->tools()->addWidget(faces_);
    model_ = new RecipeModel(this);
    table_ = new Table;
    table_->setModel(model_);
    table_->setItemDelegateForColumn(RecipeModel::Value, new RecipeDelegate(table_));
    connect(model_, &QAbstractItemModel::modelReset, this, &SetupView::spanGroups);
    spanGroups();
    table_->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed |
                            QAbstractItemView::AnyKeyPressed);
    table_->setColumnHidden(RecipeModel::Default,
                            true); // in the value's tooltip: what a setting does needs the room
    table_->setStretchColumn(RecipeModel::Meaning, 0.2); // the names of settings come first
    text_ = new QPlainTextEdit;
    text_->setReadOnly(true);
    setStyleRole(text_, "log");
    stack_ = new QStackedWidget;
    stack_->addWidget(table_);
    stack_->addWidget(text_);
    recipeCard_->body()->addWidget(stack_, 1);
    load_ = new QPushButton(this);
    load_->setObjectName(QStringLiteral("loadRecipe"));
    connect(load_, &QPushButton::clicked, this, &SetupView::load);
    copy_ = new QPushButton(this);
    copy_->setIcon(icon(Glyph::Copy));
    connect(copy_, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(recipeText()); });
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addStretch(1);
    buttons->addWidget(load_);
    buttons->addWidget(copy_);
    recipeCard_->body()->addLayout(buttons);
    connect(faces_, &QComboBox::currentIndexChanged, this, &SetupView::showFace);
    showFace(Settings);
    return recipeCard_;
}

void SetupView::spanGroups() {
    table_->clearSpans();
    for (int row = 0; row < model_->rowCount(); ++row)
        if (model_->isGroup(row)) table_->setSpan(row, 0, 1, RecipeModel::ColumnCount);
}

QWidget* SetupView::widgetOf(int face) {
    const auto added = [this](auto* view) {
        connect(view, &std::remove_pointer_t<decltype(view)>::failed, this, &SetupView::refused);
        stack_->addWidget(view);
        view->retranslate();
        return view;
    };
    switch (face) {
    case Settings: return table_;
    case FindRate:
        if (!finder_) finder_ = added(new RateFinderView(bench_));
        return finder_;
    case Search:
        if (!search_) search_ = added(new SearchView(bench_));
        return search_;
    default: return text_;
    }
}

void SetupView::showFace(int face) {
    face_ = face;
    stack_->setCurrentWidget(widgetOf(face));
    load_->setVisible(face == Settings || face == AsJson);
    copy_->setVisible(face == AsJson || face == AsCommand);
    text_->setPlainText(recipeText());
}

void SetupView::load() {
    askPath(this, {PathQuestion::Kind::File, tr("Load a recipe"), {}, tr("Recipes (*.json)")},
            [this](const QString& file) { take(file); });
}

// How to learn, from a recipe that was saved or lies in a run's folder. What is learned, and from what,
// stays.
void SetupView::take(const QString& file) {
    try {
        const auto path = std::filesystem::path(file.toStdString());
        Recipe loaded = recipeFromJson(readJson(path), path.filename().string());
        const Recipe& present = bench_.recipe();
        if (loaded.task != present.task) takeTask(loaded, present.task);
        loaded.labelSeparator = present.labelSeparator;
        loaded.model = present.model;
        loaded.modelHash.clear();
        loaded.dataHash.clear();
        loaded.labels.clear();
        bench_.setRecipe(loaded);
    } catch (const Error&) {
        emit refused(currentProblem());
    }
}

QString SetupView::recipeText() const {
    if (face_ == AsJson) return recipeAsJson(bench_.recipe());
    return recipeAsCommand(bench_.recipe(), bench_.data().state().info);
}

void SetupView::refresh() {
    form_->setRecipe(bench_.recipe());
    model_->setRecipe(bench_.recipe());
    text_->setPlainText(recipeText());
    refreshForecast();
}

void SetupView::refreshForecast() {
    const Recipe& recipe = bench_.recipe();
    const auto forecast = bench_.outlook().forecast();
    memory_->setFigure(numbers::bytes(bench_.outlook().memory()));
    memory_->setRemark(forecast ? tr("about, of the whole program") : tr("about, of the run alone"));
    const auto rows = static_cast<double>(bench_.data().state().counts.train);
    const double epochSteps = std::ceil(rows / static_cast<double>(recipe.batch * recipe.accumulation));
    const double steps =
        recipe.maxSteps > 0 ? static_cast<double>(recipe.maxSteps) : std::ceil(epochSteps * recipe.epochs);
    steps_->setFigure(numbers::grouped(std::llround(steps)));
    steps_->setRemark(tr("%1 an epoch").arg(numbers::grouped(std::llround(epochSteps))));
    time_->setFigure(forecast ? numbers::duration(forecast->totalSeconds()) : QStringLiteral("–"));
    time_->setRemark(forecast                         ? tr("about, on this computer")
                     : bench_.outlook().isMeasuring() ? tr("is being measured")
                                                      : QString());
}

void SetupView::retranslate() {
    formCard_->setTitle(tr("Settings"));
    forecastCard_->setTitle(tr("Forecast"));
    recipeCard_->setTitle(tr("Recipe"));
    memory_->setCaption(tr("Memory"));
    steps_->setCaption(tr("Steps"));
    time_->setCaption(tr("Time"));
    const QString faces[] = {tr("All settings"), tr("As JSON"), tr("As a command line"),
                             tr("Find the learning rate"), tr("Search for settings")};
    for (int i = 0; i < faceCount; ++i) faces_->setItemText(i, faces[i]);
    faces_->setAccessibleName(tr("Recipe"));
    if (finder_) finder_->retranslate();
    if (search_) search_->retranslate();
    load_->setText(tr("Load a recipe…"));
    if (finder_) finder_->retranslate();
    copy_->setText(tr("Copy"));
    text_->setAccessibleName(tr("Recipe"));
    table_->setAccessibleName(tr("Table"));
    form_->retranslate();
    model_->retranslate();
    table_->fitColumns();
    refreshForecast();
}

} // namespace espalier
