#pragma once
// What the chosen model makes of the data and what a run will take: measured in the background, on some of
// the texts and with a few steps; every recipe is then reckoned at once.
#include "core/data/TextFit.h"
#include "core/train/Forecast.h"
#include "ui/bench/DataSet.h"
#include "ui/bench/ModelShelf.h"

#include <QTimer>

namespace espalier {

class Outlook : public QObject {
    Q_OBJECT
public:
    explicit Outlook(QObject* parent);

    // What it is about. Measures where that is something else than before; steps never beside a run that
    // trains.
    void consider(ProjectPtr project, const DataState& data, const std::optional<ModelInfo>& model,
                  const Recipe& recipe, bool training);

    const std::optional<TextFit>& fit() const { return fit_; }            // nothing until it is measured
    const std::optional<Problem>& fitProblem() const { return problem_; } // why there is none
    bool isMeasuring() const { return fitJob_.isRunning() || settle_.isActive() || paceJob_.isRunning(); }
    // For the present recipe; nothing until it is measured.
    std::optional<Forecast> forecast() const;
    // Bytes, of a whole process where it was measured, else of what the run itself needs; 0 without a model.
    double memory() const;

signals:
    void changed();
    void computed(); // steps were: the road of matrix products is chosen now

private:
    void measureFit();
    void measurePace();
    std::string fitKey() const;
    std::string paceKey() const;
    TextFigures figures() const;

    ProjectPtr project_;
    PartCounts counts_;
    std::string importId_;
    std::int64_t labels_ = 0;
    std::optional<ModelInfo> model_;
    Recipe recipe_;
    bool training_ = false;

    std::string fitOf_, paceOf_; // keys of what is measured or being measured
    std::optional<TextFit> fit_;
    std::optional<Problem> problem_;
    std::optional<Pace> pace_;
    QTimer settle_; // a person who turns a number gets one measurement, not ten
    Job fitJob_, paceJob_;
};

} // namespace espalier
