#include "ui/pages/Try/AnswerCard.h"

#include "core/task/Names.h"
#include "ui/widgets/BarList.h"
#include "ui/widgets/Numbers.h"

#include <QVBoxLayout>

#include <algorithm>
#include <numeric>
#include <span>

namespace espalier {
namespace {

constexpr std::size_t mostBars = 12;

std::vector<BarList::Bar> barsOf(const Answer& answer, const std::vector<std::size_t>& order) {
    std::vector<BarList::Bar> bars;
    for (const std::size_t i : order) {
        if (bars.size() == mostBars) break;
        const bool given = std::find(answer.given.begin(), answer.given.end(), i) != answer.given.end();
        bars.push_back({answer.labels.value(static_cast<qsizetype>(i)), answer.numbers[i],
                        numbers::percent(answer.numbers[i]), given ? Tone::Accent : Tone::Faint, given});
    }
    return bars;
}

} // namespace

AnswerCard::AnswerCard(QWidget* parent)
    : Card(parent), label_(new ElidedLabel(TextRole::Figure)), sure_(new Label(TextRole::Secondary)),
      bars_(new BarList) {
    label_->setObjectName(QStringLiteral("predictedLabel"));
    sure_->setObjectName(QStringLiteral("answerNote"));
    bars_->setObjectName(QStringLiteral("probabilities"));
    bars_->setTracks(true);
    body()->addWidget(label_);
    body()->addWidget(sure_->wrapped());
    body()->addSpacing(8);
    body()->addWidget(bars_);
    body()->addStretch(1);
}

void AnswerCard::setAnswer(const Answer& answer) {
    answer_ = answer;
    awaiting_ = false;
    refresh();
}

void AnswerCard::clear() {
    setAnswer({});
}

void AnswerCard::await() {
    awaiting_ = true;
    refresh();
}

QString AnswerCard::label() const {
    return answer_.numbers.empty() ? QString() : label_->text();
}

void AnswerCard::refresh() {
    if (answer_.numbers.empty()) {
        bars_->setBars({});
        label_->setText(QStringLiteral("–"));
        return sure_->setText(awaiting_ ? tr("The model reads the text…")
                                        : tr("Type a text, or choose one of your own below it."));
    }
    if (answer_.task == regression) {
        bars_->setBars({});
        label_->setText(QString::number(answer_.numbers.front(), 'g', 4));
        return sure_->setText(tr("The number that the model predicts"));
    }
    if (!answer_.words.isEmpty()) return refreshWords();
    std::vector<std::size_t> order(answer_.numbers.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(),
                     [&](auto a, auto b) { return answer_.numbers[a] > answer_.numbers[b]; });
    bars_->setBars(barsOf(answer_, order));
    QStringList given;
    for (const std::size_t i : answer_.given) given << answer_.labels.value(static_cast<qsizetype>(i));
    label_->setText(given.isEmpty() ? tr("None of the labels") : given.join(QStringLiteral(", ")));
    const QString sure = answer_.task == multiLabel
                             ? tr("%1 of %2 labels").arg(given.size()).arg(answer_.labels.size())
                             : tr("%1 sure").arg(numbers::percent(answer_.numbers[order.front()]));
    const bool hidden = order.size() > mostBars;
    sure_->setText(hidden ? tr("%1 · the %2 most likely labels").arg(sure).arg(mostBars) : sure);
}

// The words that are inside of something, with what it is.
void AnswerCard::refreshWords() {
    const auto labels = static_cast<std::size_t>(answer_.labels.size());
    std::vector<BarList::Bar> bars;
    QStringList found;
    for (qsizetype word = 0; word < answer_.words.size(); ++word) {
        const auto of = std::span(answer_.numbers).subspan(static_cast<std::size_t>(word) * labels, labels);
        const auto best = std::max_element(of.begin(), of.end());
        const QString label = answer_.labels.value(best - of.begin());
        if (*best == 0 || label == QStringLiteral("O")) continue; // not read, or outside
        found << answer_.words[word];
        if (bars.size() < mostBars)
            bars.push_back({tr("%1 · %2").arg(answer_.words[word], label), *best, numbers::percent(*best),
                            Tone::Accent, true});
    }
    bars_->setBars(bars);
    label_->setText(found.isEmpty() ? tr("No word has a label") : found.join(QLatin1Char(' ')));
    sure_->setText(tr("%1 of %2 words").arg(found.size()).arg(answer_.words.size()));
}

void AnswerCard::retranslate() {
    setTitle(tr("The model says"));
    bars_->setAccessibleName(tr("Probabilities"));
    refresh();
}

} // namespace espalier
