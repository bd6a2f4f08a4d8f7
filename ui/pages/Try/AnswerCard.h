#pragma once
// What the model says of a text: the label, how sure it is, and the other labels.
#include "ui/widgets/Card.h"

namespace espalier {

class BarList;

class AnswerCard : public Card {
    Q_OBJECT
public:
    explicit AnswerCard(QWidget* parent = nullptr);
    void setAnswer(const QStringList& labels, const std::vector<float>& probabilities); // one each
    void clear();
    QString label() const; // "" where there is no answer
    void retranslate();

private:
    void refresh();

    QStringList labels_;
    std::vector<float> probabilities_;
    ElidedLabel* label_;
    Label* sure_;
    BarList* bars_;
};

} // namespace espalier
