// A run as it lies on disk: after a kill, damaged, of an earlier version.
#include "core/base/Error.h"
#include "core/base/Files.h"
#include "core/train/Run.h"
#include "tests/support/TinyRun.h"

#include <QTemporaryDir>
#include <QTest>

using namespace espalier;
using namespace espalier::test;

class RunRecordsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aKilledRunIsNotShownAsRunning();
    void damagedLinesAreSkipped();
    void logsOfTheFirstVersionsAreRead();
    void namesOfFoldersMayEndInASlash();

private:
    QTemporaryDir dir_;
    fs::path folder(const char* name) const { return fs::path(dir_.path().toStdString()) / name; }
};

void RunRecordsTest::aKilledRunIsNotShownAsRunning() {
    Listener listener;
    auto recipe = tinyRecipe();
    recipe.maxSteps = 2;
    trainRun(recipe, tinyData(), folder("runs/0001-killed"), listener, {});
    const auto file = folder("runs/0001-killed/run.json");
    auto json = readJson(file);
    json["state"] = "running"; // as a kill leaves it
    writeFileAtomically(file, json.dump());
    fs::create_directories(folder("runs/not a run"));
    const auto runs = listRuns(folder("runs"));
    QCOMPARE(runs.size(), std::size_t{1});
    QCOMPARE(runs.front().state, RunState::Paused); // it has a snapshot
    QVERIFY(!runs.front().error.empty());
}

void RunRecordsTest::damagedLinesAreSkipped() {
    const auto run = folder("damaged");
    fs::create_directories(run);
    writeFileAtomically(run / "metrics.jsonl",
                        "{\"step\":{\"step\":1,\"loss\":2.5}}\nnot "
                        "json\n{\"step\":{\"step\":\"two\"}}\n[]\n{\"evaluation\":{\"part\":"
                        "\"validation\",\"classes\":9,\"confusion\":[1]}}\n{\"step\":{\"step\":3,\"lo");
    writeFileAtomically(run / "log.jsonl", "{\"text\":\"no time\"}\n{\"time\":\"now\"}\n{\"time\":\"2024-0");
    const auto history = readHistory(run);
    QVERIFY(history.log.empty());
    QCOMPARE(history.steps.size(), std::size_t{1});
    QCOMPARE(history.steps[0].loss, 2.5);
    QVERIFY(history.evaluations.empty());
    QVERIFY_EXCEPTION_THROWN(readRun(run), Error);
}

void RunRecordsTest::logsOfTheFirstVersionsAreRead() {
    const auto run = folder("old");
    fs::create_directories(run);
    writeFileAtomically(run / "log.txt", "14:02:11 Step 3 of {0}: 50 %.\n\n14:02:12 Done.\n");
    const auto log = readHistory(run).log;
    QCOMPARE(log.size(), std::size_t{2});
    QCOMPARE(log[0].clock, std::string("14:02:11"));
    QCOMPARE(log[0].text.english(), std::string("Step 3 of {0}: 50 %."));
}

void RunRecordsTest::namesOfFoldersMayEndInASlash() {
    auto recipe = tinyRecipe();
    recipe.maxSteps = 1;
    Listener listener;
    const auto run = trainRun(recipe, tinyData(), folder("slash/"), listener, {});
    QCOMPARE(run.name, std::string("slash"));
    QCOMPARE(readRun(folder("slash/")).name, std::string("slash"));
}

QTEST_APPLESS_MAIN(RunRecordsTest)
#include "tst_run_records.moc"
