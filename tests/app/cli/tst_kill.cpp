// A run that is killed again and again, on a disk that fails now and then, ends in the same bytes as one left
// alone. ESPALIER_KILLS: how often (12).
#include "core/base/Digest.h"
#include "core/base/Files.h"
#include "core/data/Random.h"
#include "tests/support/ScratchFolder.h"
#include "tests/support/TinyRun.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QTest>

using namespace espalier;

class KillTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void endsInTheSameBytes();

private:
    QStringList training(const fs::path& run) const;
    QProcessEnvironment failing(std::uint64_t seed) const;
    bool goOn(const fs::path& run, const QProcessEnvironment& environment, int killAfterMs) const;
    static std::string weightsOf(const fs::path& run) { return sha256OfFile(run / "best/model.safetensors"); }

    ScratchFolder scratch_;
};

void KillTest::initTestCase() {
    std::string rows = "text,label\n";
    for (const auto& example : test::tinyExamples(96)) rows += example.text + "," + example.label + "\n";
    scratch_.write("data.csv", rows);
}

QStringList KillTest::training(const fs::path& run) const {
    const auto text = [](const fs::path& path) { return QString::fromStdString(path.string()); };
    return {"train",        text(scratch_ / "data.csv"),
            "--text",       "text",
            "--label",      "label",
            "--split",      "0.2",
            "--model",      text(test::tinyModel()),
            "--out",        text(run),
            "--batch",      "8",
            "--lr",         "5e-3",
            "--epochs",     "12",
            "--max-length", "32",
            "--threads",    "1",
            "--precision",  "f32",
            "--set",        "ema=0.5",
            "--set",        "accumulation=2",
            "--set",        "snapshot_minutes=1e-9"};
}

QProcessEnvironment KillTest::failing(std::uint64_t seed) const {
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert("LD_PRELOAD", ESPALIER_FAILING_DISK);
    environment.insert("ESPALIER_FAIL_UNDER", QString::fromStdString((scratch_ / "run").string()));
    environment.insert("ESPALIER_FAIL_RATE", "400");
    environment.insert("ESPALIER_FAIL_SEED", QString::number(seed));
    return environment;
}

// Begins the run or goes on with it; true where that brought it to its end.
bool KillTest::goOn(const fs::path& run, const QProcessEnvironment& environment, int killAfterMs) const {
    bool resume = false;
    if (fs::exists(run / "run.json")) {
        const auto summary = readRun(run); // must never throw, whatever happened
        if (summary.state == RunState::Finished) return true;
        resume = summary.snapshot;
    }
    if (!resume) fs::remove_all(run); // nothing was saved yet
    QProcess process;
    process.setProcessEnvironment(environment);
    process.start(ESPALIER_CLI,
                  resume ? QStringList{"resume", QString::fromStdString(run.string())} : training(run));
    if (killAfterMs >= 0 && !process.waitForFinished(killAfterMs)) process.kill();
    process.waitForFinished(100000);
    return process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
}

void KillTest::endsInTheSameBytes() {
    const int kills =
        qEnvironmentVariableIntValue("ESPALIER_KILLS") ? qEnvironmentVariableIntValue("ESPALIER_KILLS") : 12;
    const auto undisturbed = QProcessEnvironment::systemEnvironment();
    QElapsedTimer timer;
    timer.start();
    QVERIFY(goOn(scratch_ / "alone", undisturbed, -1));
    const auto wholeMs = static_cast<std::uint64_t>(timer.elapsed());
    const auto expected = weightsOf(scratch_ / "alone");
    const auto run = scratch_ / "run";
    Random random(1);
    int resumed = 0, finished = 0;
    for (int i = 0; i < kills; ++i) {
        const auto moment = static_cast<int>(random.below(wholeMs));
        if (fs::exists(run / "snapshots")) ++resumed;
        if (!goOn(run, failing(static_cast<std::uint64_t>(i)), moment)) continue;
        QCOMPARE(weightsOf(run), expected);
        ++finished;
        fs::remove_all(run);
    }
    if (!fs::exists(run) || readRun(run).state != RunState::Finished) QVERIFY(goOn(run, undisturbed, -1));
    QCOMPARE(weightsOf(run), expected);
    checkManifest(run / "best");
    qInfo("%d ends by force or by the disk, %d of them in a run that could go on; %d runs finished between "
          "them",
          kills - finished, resumed, finished);
    QVERIFY(resumed > 0);
}

QTEST_GUILESS_MAIN(KillTest)
#include "tst_kill.moc"
