// Paused, stopped or killed at any step, a run ends in the same bytes as one left alone.
#include "core/base/Digest.h"
#include "core/base/Files.h"
#include "tests/support/Failure.h"
#include "tests/support/ScratchFolder.h"
#include "tests/support/TinyRun.h"

#include <QTest>

#include <fstream>

using namespace espalier;
using namespace espalier::test;

namespace {

std::string weightsOf(const fs::path& run) {
    return sha256OfFile(run / "best" / "model.safetensors");
}

// Trains, pausing after each of these steps and going on.
RunSummary trainWithPauses(const Recipe& recipe, const fs::path& folder,
                           const std::vector<std::int64_t>& pauses) {
    std::optional<RunSummary> run;
    for (std::size_t i = 0; i <= pauses.size(); ++i) {
        StopSource pause;
        Listener listener;
        listener.onStepDo = [&](const StepMetrics& step) {
            if (i < pauses.size() && step.step == pauses[i]) pause.request_stop();
        };
        const RunOptions options{.pause = pause.get_token()};
        run = run ? resumeRun(folder, tinyData(), listener, {}, options)
                  : trainRun(recipe, tinyData(), folder, listener, {}, options);
    }
    return *run;
}

Recipe changed(const std::vector<std::string>& settings) {
    auto recipe = tinyRecipe();
    recipe.epochs = 4; // 24 steps
    for (const auto& setting : settings) setRecipeKey(recipe, setting);
    return recipe;
}

} // namespace

class ResumeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void endsInTheSameBytes_data();
    void endsInTheSameBytes();
    void everyStepIsAGoodPlaceToPause();
    void stoppedRunsGoOn();
    void lostStepsAreDoneAgain();
    void moreEpochs();
    void damagedSnapshotsAreNamedAndTheOneBeforeUsed();
    void whatDoesNotFitIsRefused();
    void anotherProcessMayAskForAPause();
    void aSnapshotThatFailsEndsNothing();
    void savesEverythingWhenTheDiskRunsLow();
    void whatFailedIsDoneAgain_data();
    void whatFailedIsDoneAgain();
    void pausedBeforeTheFirstStep();

private:
    ScratchFolder scratch_;
};

void ResumeTest::endsInTheSameBytes_data() {
    QTest::addColumn<QStringList>("settings");
    QTest::newRow("as it comes") << QStringList{};
    QTest::newRow("accumulation") << QStringList{"accumulation=3", "batch=4", "epochs=6"};
    QTest::newRow("moving average") << QStringList{"ema=0.9"};
    QTest::newRow("plain mean") << QStringList{"swa_start=0.5"};
    QTest::newRow("bf16") << QStringList{"precision=bf16"};
    QTest::newRow("frozen") << QStringList{"freeze=[\"embeddings\",\"block.1\"]"};
    QTest::newRow("low rank") << QStringList{"lora_rank=2", "lora_dropout=0.1"};
    QTest::newRow("biases") << QStringList{"biases_only=true"};
    QTest::newRow("unfreezing") << QStringList{"unfreeze_every=0.5"};
    QTest::newRow("penalties") << QStringList{"l2_sp=0.1", "l2_head=0.01", "r_drop=1", "contrastive=0.3"};
    QTest::newRow("balanced") << QStringList{"sampling=balanced", "class_weights=balanced"};
    for (const char* optimizer : {"adam", "sgd", "lion", "adafactor"})
        QTest::newRow(optimizer) << QStringList{QString("optimizer=%1").arg(optimizer), "learning_rate=1e-3"};
    QTest::newRow("evaluations in between") << QStringList{"evaluate_every=0.5"};
    QTest::newRow("attention pooling, blocks frozen")
        << QStringList{"pooling=attention", "freeze=[\"embeddings\",\"block.1\",\"block.2\",\"block.3\"]"};
    QTest::newRow("mean pooling, head only")
        << QStringList{"pooling=mean", "freeze=[\"embeddings\",\"block.1\",\"block.2\",\"block.3\"]"};
    QTest::newRow("two threads") << QStringList{"threads=2"};
}

void ResumeTest::endsInTheSameBytes() {
    QFETCH(QStringList, settings);
    std::vector<std::string> keys;
    for (const auto& setting : settings) keys.push_back(setting.toStdString());
    const auto recipe = changed(keys);
    const std::string name = QTest::currentDataTag();
    Listener listener;
    const auto whole = trainRun(recipe, tinyData(), scratch_ / (name + " whole"), listener, {});
    const auto parts = trainWithPauses(recipe, scratch_ / (name + " parts"), {1, 5, 12, 19});
    QCOMPARE(parts.state, RunState::Finished);
    QCOMPARE(weightsOf(parts.folder), weightsOf(whole.folder));
    QCOMPARE(parts.bestStep, whole.bestStep);
    QCOMPARE(parts.test, whole.test);

    // and the charts are those of one run
    const auto a = readHistory(whole.folder), b = readHistory(parts.folder);
    QCOMPARE(b.steps.size(), a.steps.size());
    for (std::size_t i = 0; i < a.steps.size(); ++i) {
        QCOMPARE(b.steps[i].step, a.steps[i].step);
        QCOMPARE(b.steps[i].loss, a.steps[i].loss);
    }
    QCOMPARE(b.evaluations.size(), a.evaluations.size());
}

void ResumeTest::everyStepIsAGoodPlaceToPause() {
    const auto recipe = changed({"max_steps=7", "evaluate_every=0.5", "ema=0.5"});
    Listener listener;
    const auto whole = trainRun(recipe, tinyData(), scratch_ / "seven", listener, {});
    const auto parts = trainWithPauses(recipe, scratch_ / "one by one", {1, 2, 3, 4, 5, 6});
    QCOMPARE(weightsOf(parts.folder), weightsOf(whole.folder));
    QCOMPARE(readHistory(parts.folder).steps.size(), std::size_t{7});
}

void ResumeTest::stoppedRunsGoOn() {
    const auto recipe = changed({});
    Listener listener;
    const auto whole = trainRun(recipe, tinyData(), scratch_ / "whole", listener, {});
    StopSource stop;
    listener.onStepDo = [&](const StepMetrics& step) {
        if (step.step == 9) stop.request_stop();
    };
    auto run = trainRun(recipe, tinyData(), scratch_ / "stopped", listener, stop.get_token());
    QCOMPARE(run.state, RunState::Stopped);
    QVERIFY(run.snapshot);
    listener.onStepDo = {};
    run = resumeRun(run.folder, tinyData(), listener, {});
    QCOMPARE(run.state, RunState::Finished);
    QCOMPARE(weightsOf(run.folder), weightsOf(whole.folder));
}

// As after a kill: the files have gone on, the snapshot has not.
void ResumeTest::lostStepsAreDoneAgain() {
    const auto recipe = changed({"evaluate_every=0.5"});
    Listener listener;
    const auto whole = trainRun(recipe, tinyData(), scratch_ / "kept", listener, {});
    const auto folder = scratch_ / "killed", early = scratch_ / "early";
    StopSource pause;
    listener.onStepDo = [&](const StepMetrics& step) {
        if (step.step == 8) pause.request_stop();
    };
    trainRun(recipe, tinyData(), folder, listener, {}, {.pause = pause.get_token()});
    fs::copy(folder / "snapshots", early, fs::copy_options::recursive);
    StopSource later;
    listener.onStepDo = [&](const StepMetrics& step) {
        if (step.step == 16) later.request_stop();
    };
    resumeRun(folder, tinyData(), listener, {}, {.pause = later.get_token()});
    fs::remove_all(folder / "snapshots");
    fs::rename(early, folder / "snapshots");
    auto json = readJson(folder / "run.json");
    json["state"] = "running";
    writeFileAtomically(folder / "run.json", json.dump());
    std::ofstream(folder / "metrics.jsonl", std::ios::app) << "{\"step\": {\"st"; // half a line

    QCOMPARE(readRun(folder).state, RunState::Paused);
    listener.onStepDo = {};
    const auto run = resumeRun(folder, tinyData(), listener, {});
    QCOMPARE(run.state, RunState::Finished);
    QCOMPARE(weightsOf(folder), weightsOf(whole.folder));
    QCOMPARE(readHistory(folder).steps.size(), std::size_t{24});
    QCOMPARE(readHistory(folder).evaluations.size(), readHistory(whole.folder).evaluations.size());
}

void ResumeTest::moreEpochs() {
    const auto folder = scratch_ / "more";
    Listener listener;
    trainRun(changed({"epochs=1"}), tinyData(), folder, listener, {});
    VERIFY_SAYS(failureOf(ErrorKind::Usage, [&] { resumeRun(folder, tinyData(), listener, {}); }),
                "has done all its 6 steps. Give it more epochs.");
    VERIFY_SAYS(
        failureOf(ErrorKind::Usage, [&] { resumeRun(folder, tinyData(), listener, {}, {}, {"seed=2"}); }),
        "\"seed\" can't be changed when a run goes on");
    QCOMPARE(readRun(folder).state, RunState::Finished); // as it was
    const auto run = resumeRun(folder, tinyData(), listener, {}, {}, {"epochs=3"});
    QCOMPARE(run.state, RunState::Finished);
    QCOMPARE(run.steps, 18);
    QCOMPARE(readRun(folder).recipe.epochs, 3.0);
    QCOMPARE(readHistory(folder).steps.size(), std::size_t{18});
}

void ResumeTest::damagedSnapshotsAreNamedAndTheOneBeforeUsed() {
    const auto recipe = changed({});
    Listener listener;
    const auto whole = trainRun(recipe, tinyData(), scratch_ / "undamaged", listener, {});
    const auto folder = scratch_ / "damaged";
    int pauses = 0;
    for (const std::int64_t at : {5, 9}) {
        StopSource pause;
        listener.onStepDo = [&](const StepMetrics& step) {
            if (step.step == at) pause.request_stop();
        };
        if (pauses++ == 0)
            trainRun(recipe, tinyData(), folder, listener, {}, {.pause = pause.get_token()});
        else
            resumeRun(folder, tinyData(), listener, {}, {.pause = pause.get_token()});
    }
    const auto newest = folder / "snapshots/step-000000009/trainer.safetensors";
    auto bytes = readFile(newest);
    bytes[bytes.size() / 2] ^= 1;
    writeFileAtomically(newest, bytes);
    listener.onStepDo = {};
    listener.messages.clear();
    const auto run = resumeRun(folder, tinyData(), listener, {});
    QVERIFY(std::any_of(listener.messages.begin(), listener.messages.end(), [](const auto& text) {
        return text.starts_with("The snapshot step-000000009 can't be used:");
    }));
    QCOMPARE(weightsOf(folder), weightsOf(whole.folder));
    QCOMPARE(run.steps, 24);

    fs::remove_all(folder / "snapshots");
    VERIFY_SAYS(
        failureOf(ErrorKind::File, [&] { resumeRun(folder, tinyData(), listener, {}, {}, {"epochs=9"}); }),
        "has no snapshot to go on from. Start a new run with its recipe.");
}

void ResumeTest::whatDoesNotFitIsRefused() {
    const auto folder = scratch_ / "fits";
    StopSource pause;
    Listener listener;
    listener.onStepDo = [&](const StepMetrics&) { pause.request_stop(); };
    trainRun(changed({}), tinyData(), folder, listener, {}, {.pause = pause.get_token()});
    const auto before = readFile(folder / "run.json");
    auto other = tinyData();
    other.train.front().text += "!";
    VERIFY_SAYS(failureOf(ErrorKind::Mismatch, [&] { resumeRun(folder, other, listener, {}); }),
                "The texts are not those that the run fits began with.");
    VERIFY_SAYS(failureOf(ErrorKind::File, [&] { resumeRun(scratch_ / "none", tinyData(), listener, {}); }),
                "is no run");
    {
        const FolderLock lock(folder, "process 7");
        VERIFY_SAYS(failureOf(ErrorKind::Busy, [&] { resumeRun(folder, tinyData(), listener, {}); }),
                    "process 7");
    }
    QCOMPARE(readFile(folder / "run.json"), before);
}

void ResumeTest::anotherProcessMayAskForAPause() {
    const auto folder = scratch_ / "asked";
    Listener listener;
    listener.onStepDo = [&](const StepMetrics& step) {
        if (step.step == 3) requestPause(folder);
    };
    auto run = trainRun(changed({}), tinyData(), folder, listener, {});
    QCOMPARE(run.state, RunState::Paused);
    QCOMPARE(run.steps, 3);
    listener.onStepDo = {};
    VERIFY_SAYS(failureOf(ErrorKind::Usage, [&] { requestPause(folder); }), "Nobody trains the run asked");
    run = resumeRun(folder, tinyData(), listener, {}); // the request is not asked twice
    QCOMPARE(run.state, RunState::Finished);
}

void ResumeTest::aSnapshotThatFailsEndsNothing() {
    Listener listener;
    const auto folder = scratch_ / "unsaved";
    listener.onStepDo = [&](const StepMetrics& step) {
        if (step.step == 1) std::ofstream(folder / "snapshots") << "a file in the way";
        if (step.step == 5) fs::remove(folder / "snapshots");
    };
    const auto run =
        trainRun(changed({"max_steps=10", "snapshot_minutes=1e-9"}), tinyData(), folder, listener, {});
    QCOMPARE(run.state, RunState::Finished);
    QVERIFY(std::any_of(listener.messages.begin(), listener.messages.end(), [](const auto& text) {
        return text.starts_with("A snapshot could not be saved; the run goes on without it.");
    }));
    int kept = 0;
    for ([[maybe_unused]] const auto& entry : fs::directory_iterator(folder / "snapshots")) ++kept;
    QCOMPARE(kept, 2); // of those after step 5
}

void ResumeTest::savesEverythingWhenTheDiskRunsLow() {
    Listener listener;
    const auto folder = scratch_ / "low";
    int snapshots = 0;
    listener.onStepDo = [&](const StepMetrics& step) {
        if (step.step == 5)
            for ([[maybe_unused]] const auto& entry : fs::directory_iterator(folder / "snapshots"))
                ++snapshots;
    };
    // No disk has so much room.
    const auto run = trainRun(changed({"max_steps=6"}), tinyData(), folder, listener, {},
                              {.lowDiskBytes = std::int64_t{1} << 60});
    QCOMPARE(run.state, RunState::Finished);
    QCOMPARE(snapshots, 1); // said and done once, not at every step
    QCOMPARE(std::count_if(
                 listener.messages.begin(), listener.messages.end(),
                 [](const auto& text) { return text.find("are left on the disk") != std::string::npos; }),
             1);
}

void ResumeTest::whatFailedIsDoneAgain_data() {
    QTest::addColumn<bool>("inEvaluation");
    QTest::newRow("in a step's report") << false;
    QTest::newRow("in an evaluation") << true;
}

// As where the disk takes the weights, but not the line about them.
void ResumeTest::whatFailedIsDoneAgain() {
    QFETCH(bool, inEvaluation);
    struct Failing : Listener {
        bool inEvaluation = false;
        void onEvaluation(const Evaluation& e) override {
            if (inEvaluation && e.step == 12) throw std::runtime_error("the disk");
        }
    } failing;
    failing.inEvaluation = inEvaluation;
    failing.onStepDo = [&](const StepMetrics& step) {
        if (!inEvaluation && step.step == 12) throw std::runtime_error("the disk");
    };
    const auto recipe = changed({});
    const std::string name = QTest::currentDataTag();
    Listener listener;
    const auto whole = trainRun(recipe, tinyData(), scratch_ / (name + " whole"), listener, {});
    const auto folder = scratch_ / name;
    QVERIFY_EXCEPTION_THROWN(trainRun(recipe, tinyData(), folder, failing, {}), std::runtime_error);
    QCOMPARE(readRun(folder).state, RunState::Failed);
    QCOMPARE(resumeRun(folder, tinyData(), listener, {}).state, RunState::Finished);
    QCOMPARE(weightsOf(folder), weightsOf(whole.folder));
    const auto a = readHistory(whole.folder), b = readHistory(folder);
    QCOMPARE(b.steps.size(), a.steps.size());
    QCOMPARE(b.evaluations.size(), a.evaluations.size());
    for (std::size_t i = 0; i < a.evaluations.size(); ++i)
        QCOMPARE(b.evaluations[i].best, a.evaluations[i].best);
}

void ResumeTest::pausedBeforeTheFirstStep() {
    StopSource pause;
    pause.request_stop();
    Listener listener;
    auto run =
        trainRun(changed({}), tinyData(), scratch_ / "at once", listener, {}, {.pause = pause.get_token()});
    QCOMPARE(run.state, RunState::Paused);
    QCOMPARE(run.steps, 0);
    run = resumeRun(run.folder, tinyData(), listener, {});
    QCOMPARE(run.state, RunState::Finished);
    QCOMPARE(run.steps, 24);
}

QTEST_APPLESS_MAIN(ResumeTest)
#include "tst_resume.moc"
