#pragma once
// What the model says of a text: its label or labels, how sure it is, and the others; or a number.
#include "ui/widgets/Card.h"

namespace espalier {

class BarList;

struct Answer {
    std::string task = {};
    QStringList labels = {};
    std::vector<float> numbers = {};     // probabilities, one a label; or what is predicted itself
    QStringList words = {};              // of the text, where each has such probabilities
    std::vector<std::size_t> given = {}; // of the labels
};

class AnswerCard : public Card {
    Q_OBJECT
public:
    explicit AnswerCard(QWidget* parent = nullptr);
    void setAnswer(const Answer& answer);
    void clear();
    void await();          // an answer is on its way; until then the one before stays
    QString label() const; // "" where there is no answer
    void retranslate();

private:
    void refresh();
    void refreshWords();

    Answer answer_;
    bool awaiting_ = false;
    ElidedLabel* label_;
    Label* sure_;
    BarList* bars_;
};

} // namespace espalier
