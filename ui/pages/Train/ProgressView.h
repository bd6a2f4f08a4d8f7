#pragma once
// A run as it goes, or as it went: curves, confusion matrix, figures of the moment, log.
#include "core/train/Run.h"

#include <QWidget>

namespace espalier {

class Card;
class ConfusionView;
class FigureLabel;
class LogView;
class RunChart;

class ProgressView : public QWidget {
    Q_OBJECT
public:
    explicit ProgressView(QWidget* parent = nullptr);

    // Shows this history from its beginning; null: nothing.
    void show(const RunHistory* history);
    // It has grown. Draws what is new.
    void update();
    void setLog(const QStringList& lines);
    void setRunning(bool running);
    void retranslate();

signals:
    void saveFailed(const QString& file);

private:
    void buildCharts();
    void addSteps();
    void addEvaluations();
    std::string task() const;
    void nameQuality();
    void refreshFigures();
    void refreshConfusion();
    double secondsAt(std::int64_t step) const;

    const RunHistory* history_ = nullptr;
    bool running_ = false;
    std::size_t stepsShown_ = 0, evaluationsShown_ = 0;
    RunChart* loss_;
    RunChart* quality_;
    int trainLoss_ = 0, validationLoss_ = 0, first_ = 0, second_ = 0;
    Card* confusionCard_;
    ConfusionView* confusion_;
    Card* figuresCard_;
    FigureLabel* best_;
    FigureLabel* epoch_;
    FigureLabel* rate_;
    FigureLabel* speed_;
    FigureLabel* gradient_;
    FigureLabel* time_;
    Card* logCard_;
    LogView* log_;
};

} // namespace espalier
