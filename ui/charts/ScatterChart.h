#pragma once
// Predicted numbers over the actual ones: on the diagonal they are right.
#include "ui/widgets/Card.h"

#include <vector>

namespace espalier {

struct NumberPrediction;
class Plot;

class ScatterChart : public Card {
    Q_OBJECT
public:
    explicit ScatterChart(QWidget* parent = nullptr);
    void setPredictions(const std::vector<NumberPrediction>& predictions);
    void retranslate();

private:
    void applyTheme();

    Plot* plot_;
    int shown_ = 0;
};

} // namespace espalier
