#include "ui/Pictures.h"

#include "ui/MainWindow.h"
#include "ui/bench/Sample.h"
#include "ui/charts/ConfusionView.h"
#include "ui/dialogs/DownloadDialog.h"
#include "ui/pages/Page.h"
#include "ui/theme/Theme.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QDoubleSpinBox>
#include <QEventLoop>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTextStream>

namespace espalier {
namespace {

constexpr int settleMs = 700; // for what a page reads in the background when it is opened
const QSize comfortable(1280, 800), small(1024, 700);

QString nameOf(Stage stage) {
    static const std::array names = {"data", "model", "train", "evaluate", "try", "export", "runs"};
    return QLatin1String(names[static_cast<std::size_t>(stage)]);
}

} // namespace

Pictures::Pictures(MainWindow& window, const QString& folder, QString model)
    : window_(window), folder_(folder), model_(std::move(model)) {
    Workbench& bench = window_.bench();
    connect(&bench, &Workbench::failed, this, &Pictures::fail);
    connect(&bench.data(), &DataSet::failed, this, &Pictures::fail);
    connect(&bench.models(), &ModelShelf::failed, this, &Pictures::fail);
    connect(&bench.training(), &Training::failed, this, &Pictures::fail);
    connect(&bench, &Workbench::stageWanted, this, [this](Stage wanted) { // the sample begins with Train
        if (wanted == Stage::Model)
            fail({message("ui", "There is no model to train for the pictures."),
                  message("ui", "Name a folder with --model, or put one into the model library.")});
    });
    connect(&bench.training(), &Training::stepped, this, &Pictures::takeWhileTraining);
    connect(&bench.outlook(), &Outlook::computed, this, [this] { // also the forecast of the next run is there
        if (window_.bench().runs().current() && steps_.empty()) planRest();
    });
}

void Pictures::start() {
    folder_.mkpath(QStringLiteral("."));
    window_.resize(comfortable);
    take(QStringLiteral("welcome"));
    trySample(window_.bench(),
              {QStringLiteral("tickets"), project_.filePath(QStringLiteral("sample.espalier")), model_});
}

void Pictures::takeWhileTraining() {
    const RunHistory& history = window_.bench().training().history();
    if (tookTraining_ || history.evaluations.size() < 4 ||
        history.steps.back().step * 10 < history.plan.steps * 7)
        return;
    tookTraining_ = true;
    take(QStringLiteral("train"));
    window_.setDark(true);
    take(QStringLiteral("train-dark"));
    window_.setDark(false);
}

// What a person would do on these pages.
void Pictures::fillPages() {
    if (auto* sentence = window_.page(Stage::Try)->findChild<QPlainTextEdit*>())
        sentence->setPlainText(
            QStringLiteral("I was charged twice this month, please send one of the payments back."));
    auto* matrix = window_.page(Stage::Evaluate)->findChild<ConfusionView*>();
    const Confusion& confusion = window_.bench().runs().current()->evaluation()->metrics.confusion;
    ConfusionSelection worst;
    std::int64_t most = 0;
    for (std::int64_t actual = 0; actual < confusion.classes; ++actual)
        for (std::int64_t predicted = 0; predicted < confusion.classes; ++predicted)
            if (actual != predicted && confusion.at(actual, predicted) > most) {
                most = confusion.at(actual, predicted);
                worst = {actual, predicted};
            }
    matrix->select(worst);
}

void Pictures::planRest() {
    fillPages();
    const auto visit = [this](Stage stage, const QString& suffix) {
        steps_.push_back([this, stage] { window_.go(stage); });
        steps_.push_back([this, stage, suffix] { take(nameOf(stage) + suffix); });
    };
    const auto press = [this](Stage stage, const char* button) {
        steps_.push_back([this, stage, name = QLatin1String(button)] {
            window_.page(stage)->findChild<QPushButton*>(name)->click();
        });
    };
    const auto face = [this](int index) { // of the recipe's card
        steps_.push_back([this, index] {
            window_.page(Stage::Train)->findChild<QComboBox*>(QStringLiteral("face"))->setCurrentIndex(index);
        });
    };
    // Every page, and what stands behind two of them.
    const auto visitAll = [=, this](const QString& suffix) {
        for (int i = 0; i < stageCount; ++i) {
            const auto stage = static_cast<Stage>(i);
            visit(stage, stage == Stage::Train && suffix.isEmpty() ? QStringLiteral("-finished") : suffix);
        }
        press(Stage::Train, "newRun");
        visit(Stage::Train, QStringLiteral("-settings") + suffix);
        face(3);
        if (suffix.isEmpty()) press(Stage::Train, "findRate");
        visit(Stage::Train, QStringLiteral("-rate") + suffix);
        face(4);
        if (suffix.isEmpty()) {
            steps_.push_back([this] {
                window_.page(Stage::Train)
                    ->findChild<QDoubleSpinBox*>(QStringLiteral("trialCount"))
                    ->setValue(4);
            });
            press(Stage::Train, "startSearch");
        }
        visit(Stage::Train, QStringLiteral("-search") + suffix);
        face(0);
        press(Stage::Train, "newRun");
        steps_.push_back([this] {
            window_.bench().offerFile(project_.filePath(QStringLiteral("sample.espalier/tickets.csv")));
        });
        visit(Stage::Data, QStringLiteral("-import") + suffix);
        press(Stage::Data, "leavePreview");
    };
    visitAll({});
    steps_.push_back([this] { window_.setDark(true); });
    for (const Stage stage : {Stage::Data, Stage::Model, Stage::Evaluate})
        visit(stage, QStringLiteral("-dark"));
    steps_.push_back([this] {
        window_.setDark(false);
        window_.setChinese(true);
    });
    visitAll(QStringLiteral("-zh"));
    steps_.push_back([this] {
        window_.setChinese(false);
        window_.resize(small);
    });
    visitAll(QStringLiteral("-small"));
    steps_.push_back([this] {
        window_.resize(comfortable);
        Theme::current().setTextScale(1.5);
    });
    visitAll(QStringLiteral("-large"));
    steps_.push_back([this] {
        Theme::current().setTextScale(1);
        window_.go(Stage::Model);
    });
    planDownload();
    steps_.push_back([this] { emit finished(complete_); });
    next();
}

// The dialog in its states. Only a hub that the environment names is really asked, and what comes from there
// goes with the project.
void Pictures::planDownload() {
    Page* page = window_.page(Stage::Model); // the dialog's parent
    const auto press = [=, this](const char* name) {
        steps_.push_back([=] { page->findChild<QPushButton*>(QLatin1String(name))->click(); });
    };
    const auto type = [=, this](const char* name) {
        steps_.push_back(
            [=] { page->findChild<QLineEdit*>(QStringLiteral("repository"))->setText(QLatin1String(name)); });
    };
    const auto shot = [this](const char* name) {
        steps_.push_back([this, name] { takeDialog(QLatin1String(name)); });
    };
    const bool offline = window_.bench().hub().isOffline();
    const bool asksAHub = qEnvironmentVariableIsSet("HF_ENDPOINT") && !offline;
    press("downloadModel");
    shot("download");
    type("../notes");
    shot("download-name");
    type("sentence-transformers/all-MiniLM-L6-v2");
    if (asksAHub) {
        steps_.push_back(
            [this] { qputenv("HF_HUB_CACHE", project_.filePath(QStringLiteral("hub")).toLocal8Bit()); });
        press("lookUp");
        shot("download-offer");
        press("download");
        shot("download-progress");
        steps_.push_back([this] { window_.bench().hub().cancel(); });
        shot("download-stopped");
    }
    steps_.push_back([this] { window_.bench().hub().setOffline(true); });
    press("lookUp");
    shot("download-offline");
    steps_.push_back([this, offline] { window_.bench().hub().setOffline(offline); });
    press("closeDownload");
}

void Pictures::next() {
    if (steps_.empty()) return;
    const ModelHub& hub = window_.bench().hub();
    const bool ended = window_.bench().activities().running().isEmpty() && !hub.isLookingUp();
    if (ended || hub.isFetching()) { // what was begun; a download is looked at while it goes on
        steps_.front()();
        steps_.pop_front();
    }
    QTimer::singleShot(settleMs, this, &Pictures::next);
}

void Pictures::take(const QString& name) {
    take(window_, name);
}

void Pictures::takeDialog(const QString& name) {
    if (auto* dialog = window_.findChild<DownloadDialog*>()) return take(*dialog, name);
    complete_ = false;
}

void Pictures::take(QWidget& widget, const QString& name) {
    QCoreApplication::sendPostedEvents();
    QCoreApplication::processEvents(QEventLoop::ExcludeUserInputEvents);
    const QString file = folder_.filePath(name + QStringLiteral(".png"));
    complete_ = widget.grab().save(file) && complete_;
    QTextStream(stdout) << file << Qt::endl;
}

void Pictures::fail(const Problem& problem) {
    QTextStream(stderr) << words(problem.what) << ' ' << words(problem.remedy) << Qt::endl;
    emit finished(false);
}

} // namespace espalier
