// espalier-bench-window: how long the real window makes a person wait. It starts, imports a file, trains and
// walks through the pages in both languages and themes; one JSON line tells when the window could be used,
// when the first training step was done, and for every part of the walk the longest time that the window
// answered nobody.
#include "ui/MainWindow.h"
#include "ui/charts/ConfusionView.h"
#include "ui/models/RowsModel.h"
#include "ui/pages/Page.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QSettings>
#include <QTableView>
#include <QTemporaryDir>
#include <QTextStream>
#include <QTimer>

#include <unistd.h>

#include <algorithm>
#include <deque>
#include <fstream>
#include <functional>
#include <memory>

using namespace espalier;

namespace {

// Seconds since this process began, loading of libraries included; to a hundredth, as the kernel counts.
double secondsSinceStart() {
    std::ifstream stat("/proc/self/stat"), uptime("/proc/uptime");
    std::string text;
    std::getline(stat, text);
    std::istringstream fields(text.substr(text.rfind(')') + 2)); // from the third field on
    double begin = 0, now = 0;
    for (int field = 3; field <= 22 && fields >> text; ++field) begin = field == 22 ? std::stod(text) : 0;
    uptime >> now;
    return now - begin / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

// Notes the longest handling of one event of the loop, and whose it was.
class TimedApplication : public QApplication {
public:
    using QApplication::QApplication;

    bool notify(QObject* receiver, QEvent* event) override {
        if (depth_ > 0) return QApplication::notify(receiver, event);
        const QString who =
            QStringLiteral("%1 %2 event %3")
                .arg(QLatin1String(receiver->metaObject()->className()), receiver->objectName())
                .arg(event->type());
        QElapsedTimer clock;
        clock.start();
        ++depth_;
        const bool handled = QApplication::notify(receiver, event);
        --depth_;
        const double milliseconds = static_cast<double>(clock.nsecsElapsed()) * 1e-6;
        if (milliseconds > longest_) {
            longest_ = milliseconds;
            who_ = who;
        }
        return handled;
    }

    QJsonObject takeLongest() {
        const QJsonObject taken{{"ms", longest_}, {"at", who_}};
        longest_ = 0;
        return taken;
    }

private:
    int depth_ = 0;
    double longest_ = 0;
    QString who_;
};

struct Leg {
    QString name;
    std::function<void()> go;
    std::function<bool()> arrived;
};

class Walk : public QObject {
public:
    Walk(TimedApplication& app, MainWindow& window, const QCommandLineParser& options)
        : app_(app), window_(window) {
        plan(options);
        timer_.setInterval(20);
        connect(&timer_, &QTimer::timeout, this, &Walk::look);
        connect(&window.bench().training(), &Training::stepped, this, [this] {
            if (!firstStep_.isValid()) return;
            result_["first_step_s"] = static_cast<double>(firstStep_.nsecsElapsed()) * 1e-9;
            firstStep_.invalidate();
        });
        timer_.start();
    }

private:
    void plan(const QCommandLineParser& options);
    void add(const QString& name, std::function<void()> go, std::function<bool()> arrived = {}) {
        legs_.push_back({name, std::move(go), std::move(arrived)});
    }
    void look();
    void scroll(int frames);

    TimedApplication& app_;
    MainWindow& window_;
    QTemporaryDir folder_;
    QTimer timer_;
    std::deque<Leg> legs_;
    bool under_way_ = false;
    QElapsedTimer sinceLeg_, firstStep_;
    QJsonObject result_, longest_;
};

void Walk::plan(const QCommandLineParser& options) {
    Workbench& bench = window_.bench();
    add(QStringLiteral("start"), [this] { result_["window_s"] = secondsSinceStart(); });
    add(
        QStringLiteral("new project"),
        [this, &bench] { bench.createProject(folder_.filePath("walk.espalier"), "Walk"); },
        [&bench] { return bool(bench.project()); });
    add(
        QStringLiteral("import"),
        [&bench, &options] {
            ImportRequest request;
            request.file = options.value("data").toStdString();
            request.columns.text = options.value("text").toStdString();
            request.columns.label = options.value("label").toStdString();
            bench.data().import(request);
        },
        [&bench] { return !bench.data().state().empty(); });
    if (const int frames = options.value("scroll").toInt(); frames > 0)
        return add(
            QStringLiteral("scroll"), [this, frames] { scroll(frames); },
            [this] { return result_.contains("scroll_ms"); });
    add(
        QStringLiteral("model"),
        [this, &bench, &options] {
            window_.go(Stage::Model);
            bench.chooseModel(options.value("model"));
        },
        [&bench] { return bench.models().chosen().has_value(); });
    add(QStringLiteral("training page"), [this] { window_.go(Stage::Train); });
    add(
        QStringLiteral("train"),
        [this, &bench, &options] {
            Recipe recipe = bench.recipe();
            recipe.maxSteps = options.value("steps").toInt();
            recipe.evaluateEvery = 0.1;
            bench.setRecipe(recipe);
            firstStep_.start();
            bench.startTraining();
        },
        [&bench] { return !bench.training().isRunning() && bench.runs().current(); });
    const auto visitAll = [this](const QString& how) {
        for (int i = 0; i < stageCount; ++i)
            add(how + QStringLiteral(", page %1").arg(i + 1),
                [this, i] { window_.go(static_cast<Stage>(i)); });
    };
    visitAll(QStringLiteral("English"));
    add(QStringLiteral("confusion cell"), [this] {
        window_.go(Stage::Evaluate);
        window_.page(Stage::Evaluate)->findChild<ConfusionView*>()->select({0, 0});
    });
    add(QStringLiteral("typing"), [this] {
        window_.go(Stage::Try);
        window_.page(Stage::Try)->findChild<QPlainTextEdit*>()->setPlainText("When does my card arrive?");
    });
    add(QStringLiteral("Chinese"), [this] { window_.setChinese(true); });
    visitAll(QStringLiteral("Chinese"));
    add(QStringLiteral("dark"), [this] { window_.setDark(true); });
    visitAll(QStringLiteral("dark"));
    add(QStringLiteral("resize"), [this] { window_.resize(1024, 700); });
    visitAll(QStringLiteral("small"));
}

// Through all rows as with a wheel that never rests, then in leaps: how long a frame takes, from the new
// position to the painted picture, and how many rows were painted before they had been read.
void Walk::scroll(int frames) {
    auto* table = window_.page(Stage::Data)->findChild<QTableView*>(QStringLiteral("rows"));
    auto* bar = table->verticalScrollBar();
    auto* timer = new QTimer(this);
    auto times = std::make_shared<std::vector<double>>();
    auto waiting = std::make_shared<int>(0), leaping = std::make_shared<int>(0);
    connect(timer, &QTimer::timeout, this, [=, this] {
        const int frame = static_cast<int>(times->size());
        const int rowsAtOnce = 3, leap = bar->maximum() / frames;
        QElapsedTimer clock;
        clock.start();
        bar->setValue(frame < frames / 2 ? frame * rowsAtOnce : frame * leap);
        table->viewport()->repaint();
        times->push_back(static_cast<double>(clock.nsecsElapsed()) * 1e-6);
        const int last = std::max(0, table->rowAt(table->viewport()->height() - 1));
        const bool empty = table->model()->index(last, RowsModel::Text).data().isNull();
        if (empty) ++(frame < frames / 2 ? *waiting : *leaping);
        if (static_cast<int>(times->size()) < frames) return;
        timer->deleteLater();
        std::sort(times->begin(), times->end());
        const auto at = [&](double share) {
            return (*times)[static_cast<std::size_t>(share * (frames - 1))];
        };
        const auto slow =
            std::count_if(times->begin(), times->end(), [](double ms) { return ms > 1000 / 60.0; });
        result_["scroll_frames_late"] = static_cast<int>(slow);
        result_["scroll_frames_with_rows_to_come"] = QJsonObject{{"wheel", *waiting}, {"leaps", *leaping}};
        result_["scroll_ms"] = QJsonObject{{"median", at(0.5)}, {"99 %", at(0.99)}, {"most", at(1)}};
    });
    timer->start(16);
}

// One leg after the other; a leg ends when it arrived and the window had half a second for what follows from
// it.
void Walk::look() {
    constexpr int aftermathMs = 500;
    if (under_way_) {
        if (legs_.front().arrived && !legs_.front().arrived()) return sinceLeg_.invalidate();
        if (!sinceLeg_.isValid()) sinceLeg_.start();
        if (sinceLeg_.elapsed() < aftermathMs) return;
        longest_[legs_.front().name] = app_.takeLongest();
        legs_.pop_front();
    }
    under_way_ = !legs_.empty();
    if (under_way_) {
        sinceLeg_.invalidate();
        // Timed like any other event.
        return QTimer::singleShot(0, this, legs_.front().go);
    }
    timer_.stop();
    result_["longest"] = longest_;
    QTextStream(stdout) << QJsonDocument(result_).toJson(QJsonDocument::Compact) << Qt::endl;
    app_.quit();
}

} // namespace

int main(int argc, char** argv) {
    TimedApplication app(argc, argv);
    QCommandLineParser options;
    options.addHelpOption();
    options.addOptions(
        {{"data", "The labelled texts.", "file"},
         {"text", "Column with the text.", "column", "text"},
         {"label", "Column with the label.", "column", "label"},
         {"model", "The checkpoint: a folder or a name.", "model", "all-MiniLM-L6-v2"},
         {"steps", "Training steps.", "number", "40"},
         {"scroll", "Scrolls through the imported rows so many frames long, and ends.", "frames", "0"}});
    options.process(app);
    QTemporaryDir settings; // the person's own stay out of it
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, settings.path());
    MainWindow window;
    window.show();
    const Walk walk(app, window, options);
    return QApplication::exec();
}
