// What a run refuses or fails of, in which words, and what it leaves behind.
#include "core/base/Error.h"
#include "core/base/Files.h"
#include "core/train/Run.h"
#include "tests/support/Failure.h"
#include "tests/support/FullDisk.h"
#include "tests/support/TinyRun.h"

#include <QTemporaryDir>
#include <QTest>

using namespace espalier;
using namespace espalier::test;

class RunRefusalsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void refuses_data();
    void refuses();
    void stoppedBeforeTheFirstStepLeavesNothing();
    void failingBeforeTheFirstStepLeavesNothing_data();
    void failingBeforeTheFirstStepLeavesNothing();
    void aFullDiskFailsInWords();

private:
    QTemporaryDir dir_;
    fs::path folder(const char* name) const { return fs::path(dir_.path().toStdString()) / name; }
};

void RunRefusalsTest::refuses_data() {
    QTest::addColumn<QString>("what");
    QTest::addColumn<QString>("expected");
    QTest::newRow("one label") << "one label"
                               << "nothing to tell apart";
    QTest::newRow("no examples") << "no examples"
                                 << "no examples to train on";
    QTest::newRow("no model") << "no model"
                              << "no model in the library called";
    QTest::newRow("unknown rung") << "unknown rung"
                                  << "no rung \"block.9\"";
    QTest::newRow("folder in use") << "folder in use"
                                   << "is not empty";
    QTest::newRow("run away") << "run away"
                              << "training has run away";
    QTest::newRow("unknown label") << "unknown label"
                                   << "doesn't know the label \"hotel\"";
    QTest::newRow("cuda") << "cuda"
                          << "CUDA";
}

void RunRefusalsTest::refuses() {
    QFETCH(QString, what);
    QFETCH(QString, expected);
    auto recipe = tinyRecipe();
    auto data = tinyData();
    const auto target = folder(qPrintable(QString("refused ") + what));
    if (what == "one label") {
        for (auto* part : {&data.train, &data.validation, &data.test})
            for (auto& example : *part) example.label = "same";
    }
    if (what == "no examples") data.train.clear();
    if (what == "no model") recipe.model = "no such model";
    if (what == "unknown rung") recipe.freeze = {"block.9"};
    if (what == "folder in use") {
        fs::create_directories(target);
        writeFileAtomically(target / "mine.txt", "keep me");
    }
    if (what == "run away") {
        recipe.learningRate = 10;
        recipe.warmup = 0;
        recipe.epsilon = 0;
        recipe.schedule = "constant";
        recipe.clip = 0;
        recipe.epochs = 100;
    }
    if (what == "unknown label") recipe.labels = {"card", "transfer"};
    if (what == "cuda") {
        recipe.device = Device::Cuda;
        if (fs::exists("/dev/nvidia0")) QSKIP("there is a card here");
    }
    Listener listener;
    try {
        trainRun(recipe, data, target, listener, {});
        if (what == "run away") QSKIP("it did not run away here");
        QFAIL("expected an error");
    } catch (const Error& error) {
        QVERIFY2(QString(error.what()).contains(expected), error.what());
    }
    if (what == "folder in use") QCOMPARE(readFile(target / "mine.txt"), std::string("keep me"));
    if (fs::exists(target / "run.json")) {
        QCOMPARE(readRun(target).state, RunState::Failed);
        QVERIFY(QString::fromStdString(readRun(target).error.english()).contains(expected));
    }
}

void RunRefusalsTest::stoppedBeforeTheFirstStepLeavesNothing() {
    StopSource source;
    source.request_stop();
    Listener listener;
    QVERIFY_EXCEPTION_THROWN(
        trainRun(tinyRecipe(), tinyData(), folder("never"), listener, source.get_token()), Stopped);
    QVERIFY(!fs::exists(folder("never")));
}

void RunRefusalsTest::failingBeforeTheFirstStepLeavesNothing_data() {
    QTest::addColumn<QString>("what");
    QTest::addColumn<QString>("says");
    QTest::newRow("rung") << "rung"
                          << "no rung \"block.9\"";
    QTest::newRow("warm-up") << "warm-up"
                             << "The warm-up of 60 steps is longer than the run of 60.";
    QTest::newRow("no block") << "no block"
                              << "\"head\" can't be computed again";
    QTest::newRow("other tokenizer") << "other tokenizer"
                                     << "vocab";
}

void RunRefusalsTest::failingBeforeTheFirstStepLeavesNothing() {
    QFETCH(QString, what);
    QFETCH(QString, says);
    auto recipe = tinyRecipe();
    if (what == "rung") recipe.freeze = {"block.9"};
    if (what == "warm-up") recipe.warmup = 60;
    if (what == "no block") recipe.recompute = {"head"};
    if (what == "other tokenizer") {
        fs::copy(tinyModel(), folder("model"));
        fs::remove(folder("model/tokenizer.json")); // vocab.txt it is then
        writeFileAtomically(folder("model/vocab.txt"), readFile(tinyModel() / "vocab.txt") + "onemore\n");
        recipe.model = folder("model").string();
    }
    Listener listener;
    const auto kind = what == "other tokenizer" ? ErrorKind::Mismatch : ErrorKind::Usage;
    VERIFY_SAYS(failureOf(kind, [&] { trainRun(recipe, tinyData(), folder("early"), listener, {}); }), says);
    QVERIFY(!fs::exists(folder("early")));
}

void RunRefusalsTest::aFullDiskFailsInWords() {
    QString what;
    Listener listener;
    auto recipe = tinyRecipe();
    recipe.maxSteps = 2;
    try {
        const FullDisk disk(100'000); // the weights have 240 kB
        trainRun(recipe, tinyData(), folder("full"), listener, {});
    } catch (const Error& error) {
        what = error.what();
    }
    QVERIFY2(what.contains("model.safetensors") && what.contains("can't be written"), qPrintable(what));
    QCOMPARE(readRun(folder("full")).state, RunState::Failed);
    for (const auto& entry : fs::directory_iterator(folder("full"))) // nothing half-written
        QVERIFY2(!entry.is_directory() && entry.path().extension() != ".tmp", entry.path().c_str());
}

QTEST_APPLESS_MAIN(RunRefusalsTest)
#include "tst_run_refusals.moc"
