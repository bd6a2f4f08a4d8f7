#include "ui/pages/Train/TrainPage.h"

#include "ui/models/RecipeWords.h"
#include "ui/pages/Train/ProgressView.h"
#include "ui/pages/Train/SetupView.h"
#include "ui/theme/Icons.h"
#include "ui/theme/StyleRole.h"
#include "ui/widgets/ArrangedOnce.h"

#include <QPushButton>
#include <QStackedWidget>

namespace espalier {

TrainPage::TrainPage(Workbench& shared)
    : Page(shared), stack_(new QStackedWidget), setup_(new SetupView(shared)), progress_(new ProgressView),
      pause_(header()->addButton()), stop_(header()->addButton()), discard_(header()->addButton()),
      again_(header()->addButton()), resume_(header()->addButton()), start_(header()->addPrimary()),
      results_(header()->addPrimary()) {
    start_->setObjectName(QStringLiteral("start"));
    again_->setObjectName(QStringLiteral("newRun"));
    pause_->setObjectName(QStringLiteral("pause"));
    pause_->setIcon(icon(Glyph::Pause));
    resume_->setObjectName(QStringLiteral("resume"));
    resume_->setIcon(icon(Glyph::Play));
    stop_->setObjectName(QStringLiteral("stop"));
    stop_->setIcon(icon(Glyph::Stop));
    setStyleRole(discard_, "danger");
    start_->setIcon(icon(Glyph::Play, Tone::OnAccent));
    stack_->addWidget(setup_);
    stack_->addWidget(progress_);
    body()->addWidget(stack_, 1);

    connect(start_, &QPushButton::clicked, this, [this] {
        notice()->hide();
        bench().startTraining();
    });
    connect(pause_, &QPushButton::clicked, &shared.training(), &Training::pause);
    connect(resume_, &QPushButton::clicked, this, [this] {
        notice()->hide();
        if (shown_) bench().resumeTraining(shown_->summary);
    });
    connect(stop_, &QPushButton::clicked, &shared.training(), &Training::stopAndKeep);
    connect(discard_, &QPushButton::clicked, &shared.training(), &Training::discard);
    connect(again_, &QPushButton::clicked, this, [this] {
        wantsSetup_ = !setsUp();
        refresh();
    });
    connect(results_, &QPushButton::clicked, this, [this] {
        emit bench().stageWanted(bench().stage(Stage::Evaluate).possible ? Stage::Evaluate : Stage::Try);
    });
    connect(setup_, &SetupView::refused, this, &Page::tell);
    connect(progress_, &ProgressView::saveFailed, this, [this](const QString& file) {
        notice()->tell(Notice::Kind::Error, tr("%1 could not be written.").arg(file),
                       tr("Choose another place, or free some space."));
    });
    connectTraining();
    connect(&shared, &Workbench::stagesChanged, this, &TrainPage::refresh);
    connect(&shared, &Workbench::recipeChanged, this, &TrainPage::refresh);
    connect(&shared, &Workbench::projectChanged, this, [this] {
        wantsSetup_ = false;
        notice()->hide();
        refresh();
    });
    connect(&shared.runs(), &RunShelf::currentChanged, this, &TrainPage::showHistory);
}

void TrainPage::connectTraining() {
    Training& training = bench().training();
    connect(&training, &Training::started, this, [this] {
        wantsSetup_ = false;
        showHistory();
    });
    connect(&training, &Training::planned, progress_, &ProgressView::update);
    connect(&training, &Training::stepped, progress_, &ProgressView::update);
    connect(&training, &Training::evaluated, progress_, &ProgressView::update);
    connect(&training, &Training::logged, this, &TrainPage::refreshLog);
    connect(&training, &Training::stopping, this, &TrainPage::refresh);
    connect(&training, &Training::failed, this, [this](const Problem& problem) {
        wantsSetup_ = bench().training().history().steps.empty(); // nothing to look at, something to change
        tell(problem);
    });
    connect(&training, &Training::discarded, this, [this] { wantsSetup_ = true; });
    connect(&training, &Training::ended, this, &TrainPage::refresh);
}

bool TrainPage::setsUp() const {
    return !bench().training().isRunning() && (wantsSetup_ || !hasRun());
}

bool TrainPage::hasRun() const {
    return bench().training().hasHistory() || bench().runs().current();
}

// The run that trains or has trained in this window, else the one that was opened.
void TrainPage::showHistory() {
    const Training& training = bench().training();
    const bool goesOn = training.isRunning() || training.isWatching();
    const bool live = training.hasHistory() && (goesOn || !bench().runs().current());
    shown_ = live ? nullptr : bench().runs().current();
    progress_->show(live ? &training.history() : shown_ ? &shown_->history : nullptr);
    refreshLog();
    refresh();
}

void TrainPage::refreshLog() {
    QStringList lines;
    const RunHistory& history = shown_ ? shown_->history : bench().training().history();
    for (const LogLine& line : history.log)
        lines << QString::fromStdString(line.clock) + u' ' + words(line.text);
    progress_->setLog(lines);
}

void TrainPage::refresh() {
    const ArrangedOnce buttons(header());
    const Training& training = bench().training();
    const bool running = training.isRunning(), setup = setsUp();
    const bool watching = training.isWatching() && !setup && !shown_;
    stack_->setCurrentWidget(setup ? static_cast<QWidget*>(setup_) : progress_);
    progress_->setRunning(running || watching);
    pause_->setVisible(running || watching);
    stop_->setVisible(running);
    discard_->setVisible(running);
    pause_->setEnabled(!training.isStopping());
    stop_->setEnabled(!training.isStopping());
    discard_->setEnabled(!training.isStopping());
    again_->setVisible(!running && hasRun());
    again_->setText(setup ? tr("Back to the run") : tr("New run"));
    start_->setVisible(setup);
    start_->setEnabled(bench().canStart());
    resume_->setVisible(!running && !setup && shown_ && canGoOn(shown_->summary));
    results_->setVisible(!running && !setup && bench().stage(Stage::Try).possible);
    results_->setText(bench().stage(Stage::Evaluate).possible ? tr("See the results") : tr("Try it"));
    if (setup)
        header()->setSubtitle(tr("Choose how it learns, then start"));
    else if (shown_)
        header()->setSubtitle(QString::fromStdString(shown_->summary.name) + QStringLiteral(" · ") +
                              recipeSummary(shown_->summary.recipe));
    else
        header()->setSubtitle(
            (watching ? tr("Trained by another program") + QStringLiteral(" · ") : QString()) +
            recipeSummary(training.recipe()));
}

void TrainPage::retranslate() {
    header()->setTitle(tr("Train"));
    pause_->setText(tr("Pause"));
    pause_->setToolTip(tr("Saves everything, so that the run can go on later, even after a restart"));
    resume_->setText(tr("Resume"));
    resume_->setToolTip(tr("Goes on with the run where it was"));
    stop_->setText(tr("Stop and keep"));
    stop_->setToolTip(tr("Ends the run with the best model so far"));
    discard_->setText(tr("Discard"));
    discard_->setToolTip(tr("Ends the run and moves it to the project's bin"));
    start_->setText(tr("Start training"));
    setup_->retranslate();
    progress_->retranslate();
    refreshLog();
    refresh();
}

} // namespace espalier
