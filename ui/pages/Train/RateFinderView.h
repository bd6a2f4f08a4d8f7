#pragma once
// Which learning rate suits: a short trial in which it rises, its curve, and the suggestion to take over.
#include "core/train/RateFinder.h"
#include "ui/bench/Workbench.h"

class QCPItemStraightLine;
class QPushButton;

namespace espalier {

class Label;
class Plot;

class RateFinderView : public QWidget {
    Q_OBJECT
public:
    explicit RateFinderView(Workbench& bench, QWidget* parent = nullptr);
    void retranslate();
    const std::optional<RateFinding>& finding() const { return finding_; }

signals:
    void failed(const espalier::Problem& problem);

private:
    void start();
    void take(RateFinding finding);
    void forget(); // what was found belongs to other texts or another checkpoint
    void refresh();
    void applyTheme();
    QString said() const;
    std::string key() const;

    Workbench& bench_;
    Label* words_;
    Plot* plot_;
    QCPItemStraightLine* mark_; // at the suggestion
    QPushButton *start_, *use_;
    std::optional<RateFinding> finding_;
    std::string findingOf_; // what it answers
    Job job_;
};

} // namespace espalier
