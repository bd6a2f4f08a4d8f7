#include "ui/pages/Data/FactsColumn.h"

#include "ui/models/RowsModel.h"
#include "ui/pages/Data/RatioFields.h"
#include "ui/widgets/BarList.h"
#include "ui/widgets/Card.h"
#include "ui/widgets/Numbers.h"
#include "ui/widgets/SplitBar.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QScrollArea>

#include <algorithm>

namespace espalier {
namespace {

constexpr std::size_t mostBars = 200;

std::vector<BarList::Bar> barsOf(const std::vector<LabelCount>& labels) {
    std::vector<BarList::Bar> bars;
    for (const LabelCount& label : labels) {
        if (bars.size() == mostBars) break;
        bars.push_back({QString::fromStdString(label.label),
                        static_cast<double>(label.total()) / static_cast<double>(labels.front().total()),
                        numbers::grouped(label.total())});
    }
    return bars;
}

std::vector<BarList::Bar> barsOf(const NumberSpread& spread) {
    std::vector<BarList::Bar> bars;
    const std::int64_t most = *std::max_element(spread.counts.begin(), spread.counts.end());
    const double width = (spread.most - spread.least) / static_cast<double>(spread.counts.size());
    for (std::size_t i = 0; i < spread.counts.size(); ++i) {
        const double from = spread.least + static_cast<double>(i) * width;
        bars.push_back(
            {QStringLiteral("%1 – %2").arg(from, 0, 'g', 3).arg(from + width, 0, 'g', 3),
             static_cast<double>(spread.counts[i]) / static_cast<double>(std::max<std::int64_t>(1, most)),
             numbers::grouped(spread.counts[i])});
    }
    return bars;
}

bool same(const SplitRatio& a, const SplitRatio& b) {
    return a.validation == b.validation && a.test == b.test && a.seed == b.seed;
}

} // namespace

FactsColumn::FactsColumn(Workbench& bench, QWidget* parent)
    : SideColumn(parent), bench_(bench), labelsCard_(new Card), labels_(new BarList), partsCard_(new Card),
      bar_(new SplitBar), counts_(new Label(TextRole::Caption)), ratio_(new RatioFields),
      split_(new QPushButton) {
    column()->addWidget(buildLabels(), 1);
    column()->addWidget(buildParts());
    connect(&bench_.data(), &DataSet::changed, this, &FactsColumn::refresh);
    connect(&bench_.data(), &DataSet::busyChanged, this, &FactsColumn::refreshParts);
}

QWidget* FactsColumn::buildLabels() {
    auto* scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(labels_);
    column->addStretch(1);
    scroll->setWidget(page);
    scroll->setMinimumHeight(120); // what is left of the window, and never nothing
    scroll->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);
    labelsCard_->body()->addWidget(scroll, 1);
    return labelsCard_;
}

QWidget* FactsColumn::buildParts() {
    partsCard_->body()->addWidget(bar_);
    partsCard_->body()->addWidget(counts_->wrapped());
    partsCard_->body()->addSpacing(4);
    partsCard_->body()->addWidget(ratio_);
    partsCard_->body()->addWidget(split_, 0, Qt::AlignRight);
    split_->setObjectName(QStringLiteral("splitAgain"));
    connect(ratio_, &RatioFields::edited, this, &FactsColumn::refreshParts);
    connect(split_, &QPushButton::clicked, this, [this] { bench_.data().resplit(ratio_->ratio()); });
    return partsCard_;
}

void FactsColumn::refresh() {
    const DataState& state = bench_.data().state();
    ratio_->setRatio(state.info.ratio);
    refreshParts();
    if (state.numbers) {
        labels_->setBars(barsOf(*state.numbers));
        labelsCard_->setTitle(tr("Numbers"));
        return labelsCard_->setSubtitle(
            tr("On average %1").arg(QString::number(state.numbers->mean, 'g', 4)));
    }
    labels_->setBars(barsOf(state.labels));
    const auto labels = static_cast<qint64>(state.labels.size());
    labelsCard_->setTitle(tr("%1 labels").arg(numbers::grouped(labels)));
    labelsCard_->setSubtitle(labels > static_cast<qint64>(mostBars) ? tr("The most frequent %1").arg(mostBars)
                                                                    : QString());
}

void FactsColumn::refreshParts() {
    const DataState& state = bench_.data().state();
    bar_->setPieces({{titleOf(Part::Train), state.counts.train, Tone::Accent},
                     {titleOf(Part::Validation), state.counts.validation, Tone::Validation},
                     {titleOf(Part::Test), state.counts.test, Tone::Third}});
    QStringList counts;
    for (const auto& [part, count] :
         {std::pair(Part::Train, state.counts.train), std::pair(Part::Validation, state.counts.validation),
          std::pair(Part::Test, state.counts.test)})
        counts << titleOf(part) + u' ' + numbers::grouped(count);
    counts_->setText(counts.join(QStringLiteral(" · ")));
    using Method = DatasetInfo::SplitMethod;
    const Method method = state.info.method;
    partsCard_->setSubtitle(method == Method::Column  ? tr("As the column says")
                            : method == Method::Files ? tr("From separate files")
                            : state.numbers           ? tr("Low and high ones in the same shares")
                                                      : tr("Every label in the same shares"));
    const bool other = method != Method::Ratio || !same(ratio_->ratio(), state.info.ratio);
    split_->setEnabled(other && !bench_.data().isBusy() && !state.empty());
}

void FactsColumn::retranslate() {
    partsCard_->setTitle(tr("Parts"));
    split_->setText(tr("Divide again"));
    split_->setToolTip(tr("Deals all rows out anew in these shares"));
    ratio_->retranslate();
    refresh();
}

} // namespace espalier
