#include "ui/pages/Evaluate/ConfusionCard.h"

#include "ui/widgets/Choice.h"

#include <QHBoxLayout>

#include <array>

namespace espalier {
namespace {

constexpr std::array<std::int64_t, 3> steps = {12, 26, 50}; // classes shown at once, below all

} // namespace

ConfusionCard::ConfusionCard(QWidget* parent)
    : Card(parent), view_(new ConfusionView), show_(new Choice), order_(new Choice), most_(new Choice) {
    show_->addItems({QString(), QString(), QString()});
    order_->addItems({QString(), QString(), QString()});
    for (Choice* choice : {show_, order_, most_}) tools()->addWidget(choice);
    body()->addWidget(view_, 1);
    connect(show_, &QComboBox::currentIndexChanged, this,
            [this](int index) { view_->setShow(static_cast<ConfusionView::Show>(index)); });
    connect(order_, &QComboBox::currentIndexChanged, this,
            [this](int index) { view_->setOrder(static_cast<ConfusionOrder>(index)); });
    connect(most_, &QComboBox::currentIndexChanged, this,
            [this] { view_->setMost(most_->currentData().toLongLong()); });
}

void ConfusionCard::setConfusion(const Confusion& confusion, const QStringList& labels) {
    view_->select({});
    view_->setConfusion(confusion, labels);
    refreshMost();
}

// As many steps as there are classes for; at first the smallest.
void ConfusionCard::refreshMost() {
    const qint64 classes = view_->classes();
    const int chosen = std::max(0, most_->currentIndex());
    const QSignalBlocker quiet(most_);
    most_->clear();
    for (const std::int64_t step : steps)
        if (step < classes) most_->addItem(tr("%1 of %2").arg(step).arg(classes), qint64(step));
    most_->addItem(tr("All %1").arg(classes), qint64(0));
    most_->setCurrentIndex(std::min(chosen, most_->count() - 1));
    most_->setVisible(most_->count() > 1);
    view_->setMost(most_->currentData().toLongLong());
}

void ConfusionCard::retranslate() {
    setTitle(tr("Confusion"));
    setSubtitle(tr("Rows actual, columns predicted. Select a cell, a row or a column to see its texts."));
    const std::array<QString, 3> shows = {tr("Counts"), tr("% of row"), tr("% of column")};
    const std::array<QString, 3> orders = {tr("Most confused first"), tr("Most frequent first"),
                                           tr("By name")};
    for (int i = 0; i < 3; ++i) {
        show_->setItemText(i, shows[static_cast<std::size_t>(i)]);
        order_->setItemText(i, orders[static_cast<std::size_t>(i)]);
    }
    show_->setAccessibleName(tr("Numbers in the cells"));
    order_->setAccessibleName(tr("Order of the labels"));
    most_->setAccessibleName(tr("How many labels"));
    view_->setAccessibleName(tr("Confusion"));
    refreshMost();
}

} // namespace espalier
