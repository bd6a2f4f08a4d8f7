// A run from its recipe to its last evaluation.
#include "core/base/Digest.h"
#include "core/base/Error.h"
#include "core/base/Files.h"
#include "core/train/Run.h"
#include "tests/support/Failure.h"
#ifndef Q_MOC_RUN // moc would read all of LibTorch
#include "tests/support/ScarceMemory.h"
#endif
#include "tests/support/TinyRun.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace espalier;
using namespace espalier::test;

namespace {

bool contains(const std::vector<std::string>& texts, const std::string& text) {
    return std::find(texts.begin(), texts.end(), text) != texts.end();
}

} // namespace

class RunTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void learnsAndRecords();
    void tellsHowFarItWent();
    void drawsByWeight();
    void equalRecipesEndInEqualBytes();
    void keepsTheBestNotTheLast();
    void stopsAndKeeps();
    void accumulationAndFreezing();
    void bf16Learns();
    void longTextsAreCutAndSaid();
    void theBestIsWhatIsShown();
    void stopsBetweenMicroBatches();
    void recomputedRunsEndInTheSameBytes();
    void goesOnInSmallerPiecesWhereMemoryEnds();
    void endsWhenTheTimeIsUp();
    void endsWhenPatienceIsOver();
    void everyTechniqueLearns_data();
    void everyTechniqueLearns();

private:
    QTemporaryDir dir_;
    fs::path folder(const char* name) const { return fs::path(dir_.path().toStdString()) / name; }
};

void RunTest::tellsHowFarItWent() {
    auto recipe = tinyRecipe();
    recipe.epochs = 2;
    recipe.freeze = {"embeddings", "block.2"};
    Listener listener;
    const auto run = trainRun(recipe, tinyData(), folder("moved"), listener, {});
    QCOMPARE(run.drift.size(), std::size_t{6}); // embeddings, three blocks, pooler, head
    QCOMPARE(run.drift[0], 0.0);
    QVERIFY(run.drift[1] > 0.001 && run.drift[1] < 1);
    QCOMPARE(run.drift[2], 0.0);
    QVERIFY(run.drift[3] > 0.001);
    QCOMPARE(run.drift[5], -1.0); // it is new
    QCOMPARE(readRun(folder("moved")).drift, run.drift);
}

void RunTest::drawsByWeight() {
    auto recipe = tinyRecipe();
    recipe.sampling = "weighted";
    auto data = tinyData();
    Listener listener;
    VERIFY_SAYS(
        failureOf(ErrorKind::Usage, [&] { trainRun(recipe, data, folder("unweighted"), listener, {}); }),
        "but they have none");
    for (auto& example : data.train) example.weight = example.label == "hotel" ? 0 : 1;
    const auto run = trainRun(recipe, data, folder("weighted"), listener, {});
    QCOMPARE(listener.evaluations.back().metrics.perClass[1].recall, 0.0); // hotels were never seen
    QVERIFY(listener.evaluations.back().metrics.perClass[0].recall > 0.9);
    QCOMPARE(run.state, RunState::Finished);
}

void RunTest::learnsAndRecords() {
    Listener listener;
    const auto run = trainRun(tinyRecipe(), tinyData(), folder("learns"), listener, {});
    QCOMPARE(run.state, RunState::Finished);
    QCOMPARE(run.steps, 60); // 48 texts in batches of 8, 10 epochs
    QCOMPARE(listener.plan.steps, 60);
    QCOMPARE(listener.steps.size(), std::size_t{60});
    QVERIFY(listener.steps.back().loss < 0.5 * listener.steps.front().loss);
    QVERIFY(*figureNamed(run.test, "accuracy") > 0.9);
    QVERIFY(run.recipe.labels == (std::vector<std::string>{"card", "hotel", "transfer"}));
    QVERIFY(!run.recipe.modelHash.empty() && !run.recipe.dataHash.empty());
    checkManifest(folder("learns") / "best");

    const auto read = readRun(folder("learns"));
    QCOMPARE(read.state, RunState::Finished);
    QVERIFY(read.recipe == run.recipe);
    QCOMPARE(*figureNamed(read.test, "macro_f1"), *figureNamed(run.test, "macro_f1"));
    const auto history = readHistory(folder("learns"));
    QCOMPARE(history.steps.size(), std::size_t{60});
    QCOMPARE(history.steps[7].loss, listener.steps[7].loss);
    QCOMPARE(history.evaluations.size(), std::size_t{10});
    QCOMPARE(history.evaluations.back().predictions.size(), std::size_t{12});
    QVERIFY(history.test);
    QCOMPARE(history.test->predictions.front().row, 61);
    QCOMPARE(history.log.size(), listener.messages.size());
    for (std::size_t i = 0; i < history.log.size(); ++i) {
        QCOMPARE(history.log[i].text.english(), listener.messages[i]);
        QVERIFY(!history.log[i].text.context.empty()); // "model" and "train" speak
        QCOMPARE(history.log[i].clock.size(), std::size_t{8});
    }
}

void RunTest::equalRecipesEndInEqualBytes() {
    const auto weights = [&](const char* name, std::uint64_t seed) {
        auto recipe = tinyRecipe();
        recipe.seed = seed;
        recipe.maxSteps = 8;
        Listener listener;
        trainRun(recipe, tinyData(), folder(name), listener, {});
        return sha256OfFile(folder(name) / "best/model.safetensors");
    };
    QCOMPARE(weights("first", 1), weights("second", 1));
    QVERIFY(weights("third", 2) != weights("fourth", 3));
}

void RunTest::keepsTheBestNotTheLast() {
    auto recipe = tinyRecipe();
    recipe.evaluateEvery = 0.5;
    recipe.bestBy = "log_loss";
    Listener listener;
    const auto run = trainRun(recipe, tinyData(), folder("best"), listener, {});
    double lowest = INFINITY;
    std::int64_t step = 0;
    for (const auto& e : listener.evaluations) {
        if (e.part != "validation") continue;
        QCOMPARE(e.best, e.metrics.logLoss < lowest);
        if (!e.best) continue;
        lowest = e.metrics.logLoss;
        step = e.step;
    }
    QCOMPARE(run.bestStep, step);
}

void RunTest::stopsAndKeeps() {
    StopSource source;
    Listener listener;
    listener.onStepDo = [&](const StepMetrics& s) {
        if (s.step == 3) source.request_stop();
    };
    const auto run = trainRun(tinyRecipe(), tinyData(), folder("stopped"), listener, source.get_token());
    QCOMPARE(run.state, RunState::Stopped);
    QCOMPARE(run.steps, 3);
    QCOMPARE(readRun(folder("stopped")).state, RunState::Stopped);
    checkManifest(folder("stopped") / "best");
    QVERIFY(fs::exists(folder("stopped") / "best/model.safetensors"));
}

void RunTest::accumulationAndFreezing() {
    auto recipe = tinyRecipe();
    recipe.accumulation = 3;
    recipe.freeze = {"embeddings", "block.1", "block.2"};
    Listener listener;
    const auto run = trainRun(recipe, tinyData(), folder("frozen"), listener, {});
    QCOMPARE(run.steps, 20);
    QVERIFY(listener.plan.trainableParameters < listener.plan.parameters);
}

void RunTest::bf16Learns() {
    auto recipe = tinyRecipe();
    recipe.precision = Precision::Bf16;
    Listener listener;
    const auto run = trainRun(recipe, tinyData(), folder("bf16"), listener, {});
    QCOMPARE(run.precision, std::string("bf16"));
    QVERIFY(*figureNamed(run.test, "accuracy") > 0.9);
}

void RunTest::longTextsAreCutAndSaid() {
    auto recipe = tinyRecipe();
    recipe.maxLength = 500; // the model reads 80
    recipe.maxSteps = 1;
    auto data = tinyData();
    data.train[0].text = std::string(5000, 'a') + " " + QString("word ").repeated(500).toStdString();
    data.test.erase(data.test.begin(), data.test.begin() + 11); // leaves one label
    Listener listener;
    const auto run = trainRun(recipe, data, folder("long"), listener, {});
    QCOMPARE(run.recipe.maxLength, 80);
    const auto said = [&](const char* text) {
        return std::any_of(
            listener.messages.begin(), listener.messages.end(),
            [&](const std::string& message) { return message.find(text) != std::string::npos; });
    };
    QVERIFY(said("1 of 48 texts reach the limit of 80 tokens"));
    QVERIFY(said("The label \"card\" has no text in the test part."));
}

// Without a test part the results are those of the weights that were kept, not of the last ones.
void RunTest::theBestIsWhatIsShown() {
    auto recipe = tinyRecipe();
    recipe.learningRate = 0.03; // so large that it gets worse again
    recipe.schedule = "constant";
    auto data = tinyData();
    data.test.clear();
    data.importId = "abc";
    Listener listener;
    const auto run = trainRun(recipe, data, folder("shown"), listener, {});
    QVERIFY(run.bestStep < run.steps); // a later evaluation was no better
    QVERIFY(run.evalSamplesPerSecond > 0);
    const auto history = readHistory(folder("shown"));
    const auto* judged = history.judged();
    QVERIFY(judged);
    QCOMPARE(judged->step, run.bestStep);
    QCOMPARE(judged->metrics.accuracy, *figureNamed(run.validation, "accuracy"));
    QCOMPARE(judged->predictions.size(), std::size_t{12});
    QCOMPARE(readRun(folder("shown")).importId, std::string("abc"));
}

void RunTest::stopsBetweenMicroBatches() {
    auto recipe = tinyRecipe();
    recipe.batch = 1;
    recipe.accumulation = 24;
    StopSource source;
    Listener listener;
    listener.onStepDo = [&](const StepMetrics&) { source.request_stop(); };
    const auto run = trainRun(recipe, tinyData(), folder("micro"), listener, source.get_token());
    QCOMPARE(run.state, RunState::Stopped);
    QCOMPARE(run.steps, 1);
}

void RunTest::recomputedRunsEndInTheSameBytes() {
    auto recipe = tinyRecipe();
    recipe.maxSteps = 5;
    const auto weights = [&](const char* name) {
        Listener listener;
        trainRun(recipe, tinyData(), folder(name), listener, {});
        return sha256OfFile(folder(name) / "best/model.safetensors");
    };
    const auto kept = weights("kept");
    recipe.recompute = {"block.1", "block.3"};
    QCOMPARE(weights("recomputed"), kept);
}

void RunTest::goesOnInSmallerPiecesWhereMemoryEnds() {
    auto recipe = tinyRecipe();
    recipe.batch = 48;
    recipe.dropout = 0; // whose masks would be others
    recipe.maxSteps = 3;
    const auto train = [&](const char* name, Listener& listener) {
        trainRun(recipe, tinyData(), folder(name), listener, {});
        return listener.steps;
    };
    struct Scarcely : Listener {
        std::optional<ScarceMemory> memory;
        void onPlan(const RunPlan& p) override { // the weights are loaded
            Listener::onPlan(p);
            memory.emplace(40'000); // the feed-forward's activations of all 48 texts take 100 kB
        }
    } pieces;
    Listener whole;
    const auto expected = train("whole", whole);
    const auto found = train("pieces", pieces);
    QVERIFY(pieces.memory->refusals() > 0);
    QCOMPARE(found.size(), expected.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
        QVERIFY(std::abs(found[i].loss - expected[i].loss) < 1e-5);
        QVERIFY(std::abs(found[i].gradientNorm - expected[i].gradientNorm) < 1e-4);
    }
    const auto says = [](const std::string& text) {
        return text.find("12 texts at a time") != std::string::npos;
    };
    QVERIFY(std::any_of(pieces.messages.begin(), pieces.messages.end(), says));
}

void RunTest::endsWhenTheTimeIsUp() {
    auto recipe = tinyRecipe();
    recipe.maxMinutes = 1e-9;
    Listener listener;
    const auto run = trainRun(recipe, tinyData(), folder("time"), listener, {});
    QCOMPARE(run.state, RunState::Finished);
    QCOMPARE(run.steps, 1);
    QVERIFY(!run.test.empty());
    QVERIFY(contains(listener.messages, "The time is up after step 1 of 60."));
}

void RunTest::endsWhenPatienceIsOver() {
    auto recipe = tinyRecipe();
    recipe.learningRate = 0; // nothing changes
    recipe.patience = 2;
    Listener listener;
    const auto run = trainRun(recipe, tinyData(), folder("patience"), listener, {});
    QCOMPARE(run.state, RunState::Finished);
    QCOMPARE(run.steps, 18); // the first evaluation is a gain, the next two are none
    QVERIFY(contains(listener.messages, "2 evaluations without a gain: the run ends after step 18 of 60."));
    auto data = tinyData();
    data.validation.clear();
    VERIFY_SAYS(failureOf(ErrorKind::Usage, [&] { trainRun(recipe, data, folder("blind"), listener, {}); }),
                "Patience counts evaluations, but there are no validation texts.");
}

void RunTest::everyTechniqueLearns_data() {
    QTest::addColumn<QStringList>("settings");
    QTest::addColumn<double>("accuracy");
    // of random weights biases alone can make little
    QTest::newRow("biases only") << QStringList{"biases_only=true", "learning_rate=5e-2", "epochs=30"}
                                 << 0.45;
    QTest::newRow("low rank") << QStringList{"lora_rank=4", "learning_rate=3e-2",
                                             "lora_targets=[\"query\",\"dense\"]"}
                              << 0.9;
    QTest::newRow("reinitialised") << QStringList{"reinitialize=1"} << 0.9;
    QTest::newRow("thawed one by one") << QStringList{"unfreeze_every=1"} << 0.9;
    QTest::newRow("rates by rung") << QStringList{"layer_decay=0.8", "rung_rates=[\"embeddings=0.5\"]"}
                                   << 0.9;
    QTest::newRow("contrastive and R-Drop") << QStringList{"contrastive=0.3", "r_drop=0.5"} << 0.9;
    QTest::newRow("L2-SP") << QStringList{"l2_sp=0.001", "l2_sp_rungs=[\"block.1=0.01\"]", "l2_head=0.001"}
                           << 0.9;
    QTest::newRow("moving average") << QStringList{"ema=0.8"} << 0.9;
    QTest::newRow("plain mean") << QStringList{"swa_start=0.7"} << 0.9;
    QTest::newRow("balanced") << QStringList{"sampling=balanced", "class_weights=effective", "epochs=20"}
                              << 0.9;
    QTest::newRow("adafactor") << QStringList{"optimizer=adafactor"} << 0.9;
    QTest::newRow("adam") << QStringList{"optimizer=adam", "weight_decay=0"} << 0.9;
    QTest::newRow("lion") << QStringList{"optimizer=lion", "learning_rate=1e-3"} << 0.9;
    QTest::newRow("momentum") << QStringList{"optimizer=sgd", "learning_rate=0.1"} << 0.9;
}

void RunTest::everyTechniqueLearns() {
    QFETCH(QStringList, settings);
    auto recipe = tinyRecipe();
    for (const auto& setting : settings) setRecipeKey(recipe, setting.toStdString());
    Listener listener;
    const auto run = trainRun(recipe, tinyData(), folder(QTest::currentDataTag()), listener, {});
    QFETCH(double, accuracy);
    QVERIFY2(*figureNamed(run.test, "accuracy") > accuracy,
             qPrintable(QString::number(*figureNamed(run.test, "accuracy"))));
    QCOMPARE(fs::exists(run.folder / "adapter"), recipe.loraRank > 0);
}

QTEST_APPLESS_MAIN(RunTest)
#include "tst_run.moc"
