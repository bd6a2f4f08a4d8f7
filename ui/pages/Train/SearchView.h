#pragma once
// A search for settings that suit: what is tried, how good every trial is as it goes, and the best to take
// over.
#include "ui/bench/Workbench.h"
#include "ui/jobs/SearchJob.h"

#include <array>

class QCheckBox;
class QPushButton;

namespace espalier {

class Label;
class NumberField;
class Plot;
class Table;
class TrialsModel;

class SearchView : public QWidget {
    Q_OBJECT
public:
    explicit SearchView(Workbench& bench, QWidget* parent = nullptr);
    void retranslate();
    bool isRunning() const { return job_.isRunning(); }
    const TrialsModel& trials() const { return *model_; }

signals:
    void failed(const espalier::Problem& problem);

private:
    enum Choice { LearningRate, Layers, Batch, Closeness, choiceCount };
    const std::string& metric() const; // that trials are judged by
    QString scoreText(double score) const;
    void start();
    void show(const std::vector<TrialProgress>& trials);
    void use();
    void forget(); // another project
    void refresh();
    QString said() const;
    std::vector<std::string> space() const;

    Workbench& bench_;
    Label* words_;
    std::array<QCheckBox*, choiceCount> choices_{};
    Label* countName_;
    NumberField* count_;
    Plot* plot_;
    Table* table_;
    TrialsModel* model_;
    QPushButton *start_, *use_;
    bool complete_ = false;
    SearchJob job_;
};

} // namespace espalier
