#include "ui/pages/Try/AnswerCard.h"

#include "ui/widgets/BarList.h"
#include "ui/widgets/Numbers.h"

#include <QVBoxLayout>

#include <algorithm>
#include <numeric>

namespace espalier {
namespace {

constexpr std::size_t mostBars = 12;

std::vector<BarList::Bar> barsOf(const QStringList& labels, const std::vector<float>& probabilities,
                                 const std::vector<std::size_t>& order) {
    std::vector<BarList::Bar> bars;
    for (const std::size_t i : order) {
        if (bars.size() == mostBars) break;
        const bool first = bars.empty();
        bars.push_back({labels.value(static_cast<qsizetype>(i)), probabilities[i],
                        numbers::percent(probabilities[i]), first ? Tone::Accent : Tone::Faint, first});
    }
    return bars;
}

} // namespace

AnswerCard::AnswerCard(QWidget* parent)
    : Card(parent), label_(new ElidedLabel(TextRole::Figure)), sure_(new Label(TextRole::Secondary)),
      bars_(new BarList) {
    label_->setObjectName(QStringLiteral("predictedLabel"));
    bars_->setObjectName(QStringLiteral("probabilities"));
    bars_->setTracks(true);
    body()->addWidget(label_);
    body()->addWidget(sure_->wrapped());
    body()->addSpacing(8);
    body()->addWidget(bars_);
    body()->addStretch(1);
}

void AnswerCard::setAnswer(const QStringList& labels, const std::vector<float>& probabilities) {
    labels_ = labels;
    probabilities_ = probabilities;
    refresh();
}

void AnswerCard::clear() {
    setAnswer({}, {});
}

QString AnswerCard::label() const {
    return probabilities_.empty() ? QString() : label_->text();
}

void AnswerCard::refresh() {
    std::vector<std::size_t> order(probabilities_.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(),
                     [&](auto a, auto b) { return probabilities_[a] > probabilities_[b]; });
    bars_->setBars(barsOf(labels_, probabilities_, order));
    if (order.empty()) {
        label_->setText(QStringLiteral("–"));
        sure_->setText(tr("Type a text, or choose one of your own below it."));
        return;
    }
    label_->setText(labels_.value(static_cast<qsizetype>(order.front())));
    const float best = probabilities_[order.front()];
    const auto hidden = static_cast<int>(order.size()) - static_cast<int>(mostBars);
    const QString sure = tr("%1 sure").arg(numbers::percent(best));
    sure_->setText(hidden > 0 ? tr("%1 · the %2 most likely labels").arg(sure).arg(mostBars) : sure);
}

void AnswerCard::retranslate() {
    setTitle(tr("The model says"));
    bars_->setAccessibleName(tr("Probabilities"));
    refresh();
}

} // namespace espalier
