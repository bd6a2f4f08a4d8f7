#pragma once
// How good the run is: figures, every class, the confusion matrix, and the texts behind a selection of it.
#include "ui/charts/ConfusionView.h"
#include "ui/pages/Page.h"

#include <array>

class QSortFilterProxyModel;
class QVBoxLayout;

namespace espalier {

class Card;
class ClassScoresModel;
class ConfusionCard;
class ExamplesModel;
class FigureLabel;
class ScatterChart;
class Table;

class EvaluatePage : public Page {
    Q_OBJECT
public:
    explicit EvaluatePage(Workbench& bench);
    void retranslate() override;

private:
    QWidget* buildFigures();
    QWidget* buildClasses();
    QWidget* buildExamples();
    void refresh();
    void refreshHeadline();
    void arrange();
    void refreshExamples();
    void refreshExamplesTitle();

    std::shared_ptr<const OpenedRun> run_;
    const Evaluation* evaluation_ = nullptr; // of run_
    QStringList labels_;
    Card* figuresCard_;
    std::array<FigureLabel*, 3> figures_{};
    Card* classesCard_;
    Table* classes_;
    ClassScoresModel* scores_;
    QSortFilterProxyModel* sortedScores_;
    ConfusionCard* confusion_;
    ScatterChart* scatter_;
    QVBoxLayout *left_, *right_;
    Card* examplesCard_;
    Table* examples_;
    ExamplesModel* texts_;
    Label* replaced_; // stands in for the texts that are no longer here
    std::size_t matching_ = 0;
    QPushButton* clear_;
    QPushButton* try_;
    Job reading_;
};

} // namespace espalier
