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
      model_(new RunsModel(this)), why_(new Label(TextRole::Wrong)), discard_(header()->addButton()),
      resume_(header()->addButton()), open_(header()->addPrimary()) {
    resume_->setObjectName(QStringLiteral("resume"));
    resume_->setIcon(icon(Glyph::Play));
    open_->setObjectName(QStringLiteral("open"));
    discard_->setObjectName(QStringLiteral("discard"));
    discard_->setIcon(icon(Glyph::Trash));
    table_->setModel(model_);
    table_->setStretchColumn(RunsModel::Difference, 0.25);
    table_->setObjectName(QStringLiteral("runs"));
    stack_->addWidget(empty_);
    stack_->addWidget(table_);
    why_->setObjectName(QStringLiteral("whyNotOpened"));
    auto* card = new Card;
    card->body()->addWidget(stack_, 1);
    card->body()->addWidget(why_->wrapped());
    body()->addWidget(card, 1);

    connect(&shared.runs(), &RunShelf::listed, this, &RunsPage::refresh);
    connect(&shared.runs(), &RunShelf::failed, this, &Page::tell);
    connect(&shared.runs(), &RunShelf::failed, this, [this] { opening_.clear(); });
    connect(&shared.runs(), &RunShelf::currentChanged, this, &RunsPage::currentChanged);
    connect(table_, &Table::rowSelected, this, &RunsPage::refreshButtons);
    connect(table_, &Table::rowActivated, this, [this] { open_->click(); });
    connect(empty_, &EmptyState::actionWanted, this, [this] { emit bench().stageWanted(Stage::Train); });
    connect(discard_, &QPushButton::clicked, this, [this] { bench().runs().discard(selected()); });
    connect(resume_, &QPushButton::clicked, this, [this] {
        bench().resumeTraining(model_->run(table_->currentIndex().row()));
        emit bench().stageWanted(Stage::Train);
    });
    connect(open_, &QPushButton::clicked, this, [this] {
        if (trainsElsewhere()) {
            bench().watchTraining(model_->run(table_->currentIndex().row()));
            return emit bench().stageWanted(Stage::Train);
        }
        opening_ = selected();
        bench().runs().open(opening_);
    });
}

// What was opened here comes to the front once it is read: its results, or the model where there are none.
void RunsPage::currentChanged() {
    const RunShelf& runs = bench().runs();
    model_->setCurrent(runs.currentName());
    if (opening_.isEmpty() || opening_ != runs.currentName()) return;
    opening_.clear();
    emit bench().stageWanted(runs.current()->evaluation() ? Stage::Evaluate : Stage::Try);
}

void RunsPage::opened() {
    bench().runs().refresh();
}

QString RunsPage::selected() const {
    const QModelIndex index = table_->currentIndex();
    return index.isValid() ? QString::fromStdString(model_->run(index.row()).name) : QString();
}

// The chosen run is trained by another program: one can look on.
bool RunsPage::trainsElsewhere() const {
    const int row = table_->currentIndex().row();
    return row >= 0 && row < model_->rowCount() && model_->run(row).state == RunState::Running &&
           !bench().training().isRunning();
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
    const RunSummary* run = some ? &model_->run(row) : nullptr;
    const bool failed = run && run->state == RunState::Failed;
    resume_->setEnabled(run && canGoOn(*run) && !bench().training().isRunning());
    why_->setText(failed ? tr("This run failed and can't be opened. %1").arg(words(run->error)) : QString());
    why_->setVisible(failed);
    const bool elsewhere = trainsElsewhere();
    open_->setEnabled(run && (hasModel(*run) || elsewhere));
    open_->setText(elsewhere ? tr("Watch") : tr("Open"));
    open_->setToolTip(elsewhere ? tr("Another program trains this run: look on")
                      : failed  ? why_->text()
                                : tr("Shows this run on the pages Evaluate, Try and Export"));
    discard_->setEnabled(run && run->state != RunState::Running);
}

void RunsPage::retranslate() {
    header()->setTitle(tr("Runs"));
    discard_->setText(tr("Discard"));
    discard_->setToolTip(tr("Moves the run to the bin folder of the project"));
    resume_->setText(tr("Resume"));
    resume_->setToolTip(tr("Goes on with the run where it was"));
    empty_->setTexts(tr("No runs yet"),
                     tr("Each training becomes a run: its settings, curves, results and model."),
                     tr("Go to training"));
    table_->setAccessibleName(tr("Runs"));
    model_->retranslate();
    table_->fitColumns();
    refresh();
}

} // namespace espalier
