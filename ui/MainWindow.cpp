#include "ui/MainWindow.h"

#include "ui/dialogs/AboutDialog.h"
#include "ui/dialogs/NewProjectDialog.h"
#include "ui/models/TaskWords.h"
#include "ui/pages/Data/DataPage.h"
#include "ui/pages/Evaluate/EvaluatePage.h"
#include "ui/pages/Export/ExportPage.h"
#include "ui/pages/Model/ModelPage.h"
#include "ui/pages/Runs/RunsPage.h"
#include "ui/pages/Train/TrainPage.h"
#include "ui/pages/Try/TryPage.h"
#include "ui/pages/Welcome/WelcomePage.h"
#include "ui/settings/Language.h"
#include "ui/settings/Settings.h"
#include "ui/theme/Dress.h"
#include "ui/theme/Icons.h"
#include "ui/widgets/StageRail.h"
#include "ui/widgets/StatusLine.h"
#include "ui/widgets/TopBar.h"

#include <QCloseEvent>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QShortcut>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>

namespace espalier {

MainWindow::MainWindow(QWidget* parent)
    : QMainWindow(parent), top_(new TopBar), rail_(new StageRail),
      status_(new StatusLine(bench_.activities())), stack_(new QStackedWidget) {
    setMinimumSize(1024, 700);
    resize(1280, 800);
    setAcceptDrops(true);
    setWindowIcon(icon(Glyph::Espalier, Tone::Accent));
    auto* middle = new QHBoxLayout;
    middle->setSpacing(0);
    middle->addWidget(rail_);
    middle->addWidget(stack_, 1);
    auto* central = new QWidget;
    auto* column = new QVBoxLayout(central);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(top_);
    column->addLayout(middle, 1);
    column->addWidget(status_);
    setCentralWidget(central);

    buildPages();
    connectBench();
    connectBars();
    addShortcuts();
    rail_->setFocus(); // not the project's menu, which would look opened
    restoreGeometry(settings::geometry());
    projectChanged();
    QTimer::singleShot(0, &bench_, &Workbench::probeDevice); // once the window shows
}

MainWindow::~MainWindow() {
    // Pages listen to the bench until they are gone, and it outlives them: see the order of members.
    delete centralWidget();
}

void MainWindow::buildPages() {
    pages_ = {new DataPage(bench_), new ModelPage(bench_),  new TrainPage(bench_), new EvaluatePage(bench_),
              new TryPage(bench_),  new ExportPage(bench_), new RunsPage(bench_)};
    welcome_ = new WelcomePage(bench_);
    stack_->addWidget(welcome_);
    for (Page* page : pages_) stack_->addWidget(page);
    welcome_->retranslate();
    for (Page* page : pages_) page->retranslate();
}

void MainWindow::connectBench() {
    connect(&bench_, &Workbench::projectChanged, this, &MainWindow::projectChanged);
    connect(&bench_, &Workbench::stagesChanged, this, &MainWindow::refreshRail);
    connect(&bench_.data(), &DataSet::changed, this, &MainWindow::showTask);
    connect(&bench_, &Workbench::stageWanted, this, &MainWindow::go);
    connect(&bench_, &Workbench::fileOffered, this, [this] { go(Stage::Data); });
    connect(&bench_, &Workbench::failed, this, &MainWindow::tell);
    connect(&bench_, &Workbench::newProjectWanted, this, &MainWindow::askNewProject);
    connect(&bench_, &Workbench::openProjectWanted, this, &MainWindow::askOpenProject);
    connect(&bench_, &Workbench::deviceChanged, this, [this] { status_->setDevice(bench_.device()); });
    connect(&bench_, &Workbench::leaveAsked, this,
            [this](const std::function<void()>& next) { askToPause(tr("Pause and go on"), next); });
    connect(&bench_.training(), &Training::ended, this, &MainWindow::trainingEnded);
    connect(&bench_.hub(), &ModelHub::offlineChanged, this, &MainWindow::showOffline);
    showOffline();
}

void MainWindow::connectBars() {
    connect(rail_, &StageRail::wanted, this, &MainWindow::go);
    connect(top_, &TopBar::newWanted, this, &MainWindow::askNewProject);
    connect(top_, &TopBar::openWanted, this, &MainWindow::askOpenProject);
    connect(top_, &TopBar::recentWanted, &bench_, &Workbench::openProject);
    connect(top_, &TopBar::aboutWanted, this, &MainWindow::showAbout);
    connect(top_, &TopBar::closeWanted, &bench_, &Workbench::closeProject);
    connect(top_, &TopBar::themeWanted, this,
            [this] { setDark(Theme::current().mode() == Theme::Mode::Light); });
    connect(top_, &TopBar::languageWanted, this, [this] { setChinese(currentLanguage() != u"zh_CN"); });
    connect(status_, &StatusLine::offlineWanted, &bench_.hub(), &ModelHub::setOffline);
    connect(status_, &StatusLine::cancelWanted, this, [this](Job* job) {
        if (bench_.training().owns(job))
            bench_.training().stopAndKeep();
        else
            job->cancel();
    });
}

void MainWindow::addShortcuts() {
    for (int i = 0; i < stageCount; ++i)
        connect(new QShortcut(QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_1 + i)), this),
                &QShortcut::activated, this, [this, i] { go(static_cast<Stage>(i)); });
    connect(new QShortcut(QKeySequence::Open, this), &QShortcut::activated, this,
            &MainWindow::askOpenProject);
    connect(new QShortcut(QKeySequence::New, this), &QShortcut::activated, this, &MainWindow::askNewProject);
    for (const auto& [key, step] :
         {std::pair(QKeySequence::ZoomIn, 0.25), std::pair(QKeySequence::ZoomOut, -0.25)})
        connect(new QShortcut(key, this), &QShortcut::activated, this,
                [this, step = step] { scaleText(step); });
}

void MainWindow::go(Stage stage) {
    if (!bench_.stage(stage).possible) return;
    stage_ = stage;
    rail_->setCurrent(stage);
    stack_->setCurrentWidget(page(stage));
    page(stage)->opened();
}

void MainWindow::refreshRail() {
    for (int i = 0; i < stageCount; ++i)
        rail_->setStage(static_cast<Stage>(i), bench_.stage(static_cast<Stage>(i)));
    rail_->setRunCount(static_cast<qsizetype>(bench_.runs().runs().size()));
    if (stage_ && !bench_.stage(*stage_).possible)
        go(bench_.data().state().empty() ? Stage::Data : Stage::Runs);
}

void MainWindow::projectChanged() {
    const ProjectPtr project = bench_.project();
    const QString name = project ? QString::fromStdString(project->name()) : QString();
    if (project) settings::rememberProject(QString::fromStdString(project->folder().string()));
    top_->setProject(name);
    top_->setRecent(settings::recentProjects());
    setWindowTitle(name.isEmpty() ? QStringLiteral("Espalier") : name + QStringLiteral(" – Espalier"));
    stage_.reset();
    rail_->clearCurrent();
    stack_->setCurrentWidget(welcome_);
    welcome_->opened();
    refreshRail();
    if (project) go(Stage::Data);
}

void MainWindow::showTask() {
    const DataState& state = bench_.data().state();
    top_->setTask(state.empty() ? QString() : taskTitle(state.info.labels.task));
}

void MainWindow::showOffline() {
    status_->setOffline(bench_.hub().isOffline(), bench_.hub().isOfflineForced());
}

void MainWindow::setDark(bool dark) {
    Theme::current().setMode(dark ? Theme::Mode::Dark : Theme::Mode::Light);
    settings::setDarkTheme(dark);
}

void MainWindow::setChinese(bool chinese) {
    setLanguage(chinese ? QStringLiteral("zh_CN") : QStringLiteral("en"));
    settings::setLanguage(currentLanguage());
}

void MainWindow::scaleText(double step) {
    Theme::current().setTextScale(Theme::current().textScale() + step);
    settings::setTextScale(Theme::current().textScale());
}

void MainWindow::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        showTask();
        top_->retranslate();
        rail_->retranslate();
        status_->retranslate();
        status_->setDevice(bench_.device());
        refreshRail();
    }
    QMainWindow::changeEvent(event);
}

void MainWindow::askNewProject() {
    auto* dialog = new NewProjectDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this,
            [this, dialog] { bench_.createProject(dialog->folder(), dialog->name()); });
    dialog->open();
}

void MainWindow::showAbout() {
    auto* dialog = new AboutDialog(bench_.compute(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void MainWindow::askOpenProject() {
    auto* dialog = new QFileDialog(this, tr("Open a project's folder"));
    dress(dialog);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    connect(dialog, &QFileDialog::fileSelected, &bench_, &Workbench::openProject);
    dialog->open();
}

void MainWindow::closeEvent(QCloseEvent* event) {
    settings::setGeometry(saveGeometry());
    if (!bench_.training().isRunning()) return QMainWindow::closeEvent(event);
    event->ignore();
    askToPause(tr("Pause and close"), [this] { close(); });
}

void MainWindow::leaveAtOnce() {
    if (question_) question_->reject();
    leaving_ = true;
    if (!bench_.training().isRunning()) return void(close());
    bench_.training().pause();
}

// The newest wish counts, and is asked for once; a run that is already stopping needs no question.
void MainWindow::askToPause(const QString& pauseAndGoOn, const std::function<void()>& next) {
    if (question_) question_->reject();
    afterTraining_ = next;
    if (bench_.training().isStopping()) return;
    auto* box =
        new QMessageBox(QMessageBox::NoIcon, tr("Training is still running"),
                        tr("Everything it has learned can be saved, so that it goes on later where it was."),
                        QMessageBox::NoButton, this);
    dress(box);
    box->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton* stay = box->addButton(tr("Keep running"), QMessageBox::RejectRole);
    QPushButton* pause = box->addButton(pauseAndGoOn, QMessageBox::AcceptRole);
    box->setDefaultButton(stay);
    connect(box, &QDialog::finished, this, [this, box, pause] {
        question_.clear();
        if (box->clickedButton() == pause)
            bench_.training().pause();
        else
            afterTraining_ = {};
    });
    question_ = box;
    box->open();
}

// Also by itself, while the question is still open: then nothing is in the way any more.
void MainWindow::trainingEnded() {
    if (leaving_) return void(close());
    const auto next = std::exchange(afterTraining_, {});
    if (question_) question_->reject();
    if (!next) return;
    if (bench_.training().problem()) return go(Stage::Train); // it says what could not be kept
    next();
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    const QList<QUrl> urls = event->mimeData()->urls();
    if (urls.size() == 1 && urls.front().isLocalFile()) event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
    bench_.offerFile(event->mimeData()->urls().front().toLocalFile());
    event->acceptProposedAction();
}

void MainWindow::tell(const Problem& problem) {
    static_cast<Page*>(stack_->currentWidget())->tell(problem);
}

} // namespace espalier
