// Looking on in the window while somebody else trains a run of its project.
#include "tests/support/TinyRun.h"
#include "tests/support/WindowTest.h"
#include "ui/jobs/EngineLoader.h"
#include "ui/models/RunsModel.h"
#include "ui/widgets/Table.h"

#include <thread>

using namespace espalier;
using namespace espalier::test;

class WatchingTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { keepTo(scratch_); }
    void aRunThatAnotherTrainsIsWatchedAndPaused();

private:
    QTemporaryDir scratch_;
};

void WatchingTest::aRunThatAnotherTrainsIsWatchedAndPaused() {
    MainWindow window;
    window.show();
    Workbench& bench = window.bench();
    bench.createProject(scratch_.filePath("watched.espalier"), "Watched");
    QTRY_VERIFY(bench.project());

    auto recipe = tinyRecipe();
    recipe.epochs = 10000; // ended by the pause
    std::optional<RunSummary> ended;
    const auto folder = bench.project()->runsFolder() / "0001-elsewhere";
    std::thread other([&] {
        Listener listener;
        ended = engine().trainRun(recipe, tinyData(), folder, listener, {}, {});
    });
    QTRY_VERIFY_WITH_TIMEOUT(std::filesystem::exists(folder / "metrics.jsonl"), patient);

    window.go(Stage::Runs);
    auto* table = on<Table>(window, Stage::Runs, "runs");
    QTRY_COMPARE(table->model()->rowCount(), 1);
    QVERIFY(bench.runs().runs().front().state == RunState::Running);
    auto* watch = on<QPushButton>(window, Stage::Runs, "open");
    QCOMPARE(watch->text(), "Watch");
    QVERIFY(!on<QPushButton>(window, Stage::Runs, "discard")->isEnabled());
    press(window, Stage::Runs, "open");
    QCOMPARE(window.stage(), Stage::Train);
    QTRY_VERIFY_WITH_TIMEOUT(!bench.training().history().steps.empty(), patient);
    QVERIFY(bench.training().isWatching() && !bench.training().isRunning());
    const auto steps = bench.training().history().steps.size();
    QTRY_VERIFY_WITH_TIMEOUT(bench.training().history().steps.size() > steps, patient); // it goes on
    QVERIFY(on<QPushButton>(window, Stage::Train, "pause")->isVisible());
    QVERIFY(!on<QPushButton>(window, Stage::Train, "stop")->isVisible());

    press(window, Stage::Train, "pause");
    QTRY_VERIFY_WITH_TIMEOUT(!bench.training().isWatching(), patient);
    other.join();
    QCOMPARE(ended->state, RunState::Paused);
    QTRY_VERIFY_WITH_TIMEOUT(bench.runs().current(), patient);
    QCOMPARE(bench.runs().current()->summary.state, RunState::Paused);
    QTRY_VERIFY(on<QPushButton>(window, Stage::Train, "resume")->isVisible());
}

QTEST_MAIN(WatchingTest)
#include "tst_watching.moc"
