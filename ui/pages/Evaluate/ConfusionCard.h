#pragma once
// The confusion matrix with what can be chosen about it: numbers, order, how many classes.
#include "ui/charts/ConfusionView.h"
#include "ui/widgets/Card.h"

namespace espalier {

class Choice;

class ConfusionCard : public Card {
    Q_OBJECT
public:
    explicit ConfusionCard(QWidget* parent = nullptr);
    void setConfusion(const Confusion& confusion, const QStringList& labels);
    ConfusionView& view() { return *view_; }
    void retranslate();

private:
    void refreshMost();

    ConfusionView* view_;
    Choice* show_;
    Choice* order_;
    Choice* most_;
};

} // namespace espalier
