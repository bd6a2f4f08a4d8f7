#pragma once
// Before a run: settings, what they will cost, and the recipe to take along.
#include "ui/bench/Workbench.h"
#include "ui/widgets/Notice.h"

class QPlainTextEdit;
class QPushButton;
class QStackedWidget;

namespace espalier {

class Card;
class Choice;
class FigureLabel;
class RateFinderView;
class RecipeForm;
class RecipeModel;
class SearchView;
class Table;

class SetupView : public QWidget {
    Q_OBJECT
public:
    explicit SetupView(Workbench& bench, QWidget* parent = nullptr);
    void retranslate();

signals:
    void refused(const espalier::Problem& problem); // a value that doesn't fit

private:
    enum Face { Settings, AsJson, AsCommand, FindRate, Search, faceCount };
    QWidget* buildForm();
    QWidget* buildForecast();
    QWidget* buildRecipe();
    void refresh();
    void refreshForecast();
    void spanGroups();
    void showFace(int face);
    QWidget* widgetOf(int face);
    void load();
    void take(const QString& file);
    QString recipeText() const;

    Workbench& bench_;
    Card* formCard_;
    RecipeForm* form_;
    Card* forecastCard_;
    FigureLabel *memory_, *steps_, *time_;
    Card* recipeCard_;
    Choice* faces_;
    QPushButton *load_, *copy_;
    QStackedWidget* stack_;
    Table* table_;
    RecipeModel* model_;
    QPlainTextEdit* text_;
    RateFinderView* finder_ = nullptr; // when they are first looked at
    SearchView* search_ = nullptr;
    int face_ = Settings;
};

} // namespace espalier
