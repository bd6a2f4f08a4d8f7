#include "ui/pages/Runs/RunsPage.h"

#include "ui/models/RunsModel.h"
#include "ui/theme/Icons.h"
#include "ui/widgets/Card.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/Numbers.h"
#include "ui/widgets/Table.h"

#include <QPushButton>
#include <QStackedWidget>

namespace espalier {

RunsPage::RunsPage(Workbench& shared)
    : Page(shared), stack_(new QStackedWidget), empty_(new EmptyState(Glyph::Runs)), table_(new Table),
      model_(new RunsModel(this)), discard_(header()->addButton()), open_(header()->addPrimary()) {
    open_->setObjectName(QStringLiteral("open"));
    discard_->setObjectName(QStringLiteral("discard"));
    discard_->setIcon(icon(Glyph::Trash));
    table_->setModel(model_);
    table_->setStretchColumn(RunsModel::Difference, 0.25);
    stack_->addWidget(empty_);
    stack_->addWidget(table_);
    auto* card = new Card;
    card->body()->addWidget(stack_, 1);
    body()->addWidget(card, 1);

    connect(&shared.runs(), &RunShelf::listed, this, &RunsPage::refresh);
    connect(&shared.runs(), &RunShelf::failed, this, &Page::tell);
    connect(&shared.runs(), &RunShelf::currentChanged, this,
            [this] { model_->setCurrent(bench().runs().currentName()); });
    connect(table_, &Table::rowSelected, this, &RunsPage::refreshButtons);
    connect(table_, &Table::rowActivated, this, [this] { open_->click(); });
    connect(empty_, &EmptyState::actionWanted, this, [this] { emit bench().stageWanted(Stage::Train); });
    connect(discard_, &QPushButton::clicked, this, [this] { bench().runs().discard(selected()); });
    connect(open_, &QPushButton::clicked, this, [this] {
        // Its results come to the front once they are read.
        connect(
            &bench().runs(), &RunShelf::currentChanged, this,
            [this] { emit bench().stageWanted(Stage::Evaluate); }, Qt::SingleShotConnection);
        bench().runs().open(selected());
    });
}

void RunsPage::opened() {
    bench().runs().refresh();
}

QString RunsPage::selected() const {
    const QModelIndex index = table_->currentIndex();
    return index.isValid() ? QString::fromStdString(model_->run(index.row()).name) : QString();
}

void RunsPage::refresh() {
    const QString kept = selected();
    const RunShelf& runs = bench().runs();
    model_->setRuns(runs.runs(), runs.currentName());
    const int row = model_->rowOf(kept.isEmpty() ? runs.currentName() : kept);
    table_->selectRow(std::max(0, row));
    stack_->setCurrentIndex(runs.runs().empty() ? 0 : 1);
    const QString count = numbers::grouped(static_cast<qint64>(runs.runs().size()));
    header()->setSubtitle(runs.runs().empty() ? QString()
                                              : tr("%1 in this project, newest first").arg(count));
    refreshButtons();
}

void RunsPage::refreshButtons() {
    const int row = table_->currentIndex().row();
    const bool some = row >= 0 && row < model_->rowCount();
    const RunState state = some ? model_->run(row).state : RunState::Running;
    const bool results = some && (state == RunState::Finished || state == RunState::Stopped);
    open_->setEnabled(results);
    discard_->setEnabled(some && !(state == RunState::Running && bench().training().isRunning()));
}

void RunsPage::retranslate() {
    header()->setTitle(tr("Runs"));
    discard_->setText(tr("Discard"));
    discard_->setToolTip(tr("Moves the run to the bin folder of the project"));
    open_->setText(tr("Open"));
    open_->setToolTip(tr("Shows this run on the pages Evaluate, Try and Export"));
    empty_->setTexts(tr("No runs yet"),
                     tr("Each training becomes a run: its settings, curves, results and model."),
                     tr("Go to training"));
    table_->setAccessibleName(tr("Runs"));
    model_->retranslate();
    table_->fitColumns();
    refresh();
}

} // namespace espalier
