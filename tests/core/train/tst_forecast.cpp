// What a run will take, from made-up figures that can be reckoned by hand; the measurement on a real
// checkpoint.
#include "core/base/Stop.h"
#include "core/train/Forecast.h"
#include "tests/support/TinyRun.h"

#include <QTest>

using namespace espalier;
using namespace espalier::test;

namespace {

// Name, parameters, of them in tables, no shared weights, flops a token, a text and a pair of tokens,
// activations and input a token.
Anatomy twoBlocks() {
    return {{{"embeddings", 1000, 900, -1, 0, 0, 0, 4, 4},
             {"block.1", 100, 0, -1, 200, 0, 1, 16, 4},
             {"block.2", 100, 0, -1, 50, 150, 0, 12, 4},
             {"pooler", 10, 0, -1, 0, 20, 0, 0, 0},
             {"head", 5, 0, -1, 0, 10, 0, 0, 0}}};
}

Recipe recipe() {
    Recipe recipe;
    recipe.batch = 10;
    recipe.epochs = 2;
    return recipe;
}

TextFigures tenTokens() {
    return {100, 20, 30, 10, 100, 0.5}; // every text has ten
}

constexpr Pace pace{1e-3, 1e-3, 1e-4, 5000, 4, true};

} // namespace

class ForecastTest : public QObject {
    Q_OBJECT

private slots:
    void memoryCountsWhatTrains();
    void memoryOfRecomputedBlocks();
    void memoryOfPaddedAttention();
    void largestBatch();
    void timeOfEveryPart();
    void evaluations_data();
    void evaluations();
    void frozenRungsAreComputedOnce();
    void shortRunsComputeThemInEveryStep();
    void figuresOfTexts();
    void measures();
    void refusesWhatTheRunWould();
    void measuringCanBeStopped();
};

void ForecastTest::memoryCountsWhatTrains() {
    const auto all = forecastMemory(twoBlocks(), recipe(), tenTokens());
    QCOMPARE(all.weights, 4.0 * 1215);
    QCOMPARE(all.gradients, 4.0 * (315 + 400));                // of the table the 100 rows of a batch, 4 wide
    QCOMPARE(all.optimizer, 8.0 * (315 + 450));                // half of it occurs
    QCOMPARE(all.activations, 4.0 * 100 * (4 + 16 + 12 + 16)); // and the gradients of one block
    auto frozen = recipe();
    frozen.freeze = {"embeddings", "block.1"};
    const auto top = forecastMemory(twoBlocks(), frozen, tenTokens());
    QCOMPARE(top.weights, all.weights);
    QCOMPARE(top.gradients, 4.0 * 115);
    QCOMPARE(top.activations, 4.0 * 100 * (12 + 12)); // nothing is kept below block.2
    QCOMPARE(all.frozen, 0.0);
    QCOMPARE(top.frozen, 4.0 * (100 + 20) * 10 * 4); // its results for training and validation
    Pace half;
    half.activationBytes = 2;
    QCOMPARE(forecastMemory(twoBlocks(), frozen, tenTokens(), half).activations, 2.0 * 100 * (12 + 12));
    Pace wide; // reading the frozen blocks once takes more than training the rest
    wide.inferenceTokens = 1000;
    QCOMPARE(forecastMemory(twoBlocks(), frozen, tenTokens(), wide).activations, 4.0 * 1000 * 16);
    QCOMPARE(forecastMemory(twoBlocks(), recipe(), tenTokens(), wide).activations,
             std::max(4.0 * 1000 * 16, all.activations));
    Pace card;
    card.tablesByRows = false;
    QCOMPARE(forecastMemory(twoBlocks(), recipe(), tenTokens(), card).gradients, 4.0 * 1215);
    QCOMPARE(forecastMemory(twoBlocks(), recipe(), tenTokens(), card).optimizer, 8.0 * 1215);
}

void ForecastTest::memoryOfRecomputedBlocks() {
    auto again = recipe();
    again.recompute = {"block.1", "block.2"};
    // Both inputs, and one of the blocks at a time.
    QCOMPARE(forecastMemory(twoBlocks(), again, tenTokens()).activations, 4.0 * 100 * (4 + 4 + 4 + 16));
}

void ForecastTest::memoryOfPaddedAttention() {
    auto padded = twoBlocks();
    padded.rungs[1].activationsPerPaddedPair = 2;
    auto texts = tenTokens();
    const double without = forecastMemory(twoBlocks(), recipe(), texts).activations;
    const auto more = [&] { return forecastMemory(padded, recipe(), texts).activations - without; };
    texts.longestTokens = 10; // all are equally long: ten texts of ten by ten, kept, and their gradients
    QCOMPARE(more(), 4.0 * 2 * 2 * 10 * 100);
    texts.longestTokens = 20; // some are longer: parts are padded, but not to that
    QCOMPARE(more(), 4.0 * 2 * 2 * 10 * 140);
}

void ForecastTest::largestBatch() {
    QCOMPARE(largestBatchTokens(recipe(), tenTokens()), 100.0);
    QCOMPARE(largestBatchTokens(recipe(), {}), 10.0 * 128); // nothing is known of the texts
    QCOMPARE(largestBatchTokens(recipe(), {100, 0, 0, 10, 110, 1}), 100 + 3 * std::sqrt(10 * 10.0));
}

void ForecastTest::timeOfEveryPart() {
    const auto f = forecastRun(twoBlocks(), recipe(), tenTokens(), pace);
    const double text = 200 * 10 + 100 + 50 * 10 + 150 + 20 + 10; // flops forward
    QCOMPARE(f.steps, 20.0);
    QCOMPARE(f.frozenSeconds, 0.0);
    QCOMPARE(f.epochSeconds, 100 * 3 * text * 1e-3 + 10 * 1e-4 * (315 + 450));
    QCOMPARE(f.trainSeconds, 2 * f.epochSeconds);
    QCOMPARE(f.evaluationSeconds, (2 * 20 + 30) * text * 1e-3);
    QVERIFY(f.memoryBytes > 5000);
}

void ForecastTest::evaluations_data() {
    QTest::addColumn<double>("epochs");
    QTest::addColumn<double>("every");
    QTest::addColumn<double>("times");
    QTest::newRow("every epoch") << 2.0 << 1.0 << 2.0;
    QTest::newRow("and at the end") << 2.5 << 1.0 << 3.0;
    QTest::newRow("twice an epoch") << 1.0 << 0.5 << 2.0;
    QTest::newRow("at the end only") << 3.0 << 0.0 << 1.0;
}

void ForecastTest::evaluations() {
    QFETCH(double, epochs);
    QFETCH(double, every);
    auto often = recipe();
    often.epochs = epochs;
    often.evaluateEvery = every;
    auto texts = tenTokens();
    texts.test = 0;
    const double text = 200 * 10 + 100 + 50 * 10 + 150 + 20 + 10;
    QTEST(forecastRun(twoBlocks(), often, texts, pace).evaluationSeconds / (20 * text * 1e-3), "times");
}

void ForecastTest::frozenRungsAreComputedOnce() {
    auto frozen = recipe();
    frozen.freeze = {"embeddings", "block.1"};
    const auto f = forecastRun(twoBlocks(), frozen, tenTokens(), pace);
    const double below = 200 * 10 + 100, above = 50 * 10 + 150 + 20 + 10, top = 20 + 10;
    QCOMPARE(f.frozenSeconds, (100 + 20) * below * 1e-3);
    // Forward and gradients of the weights; of the inputs all but the lowest one's.
    QCOMPARE(f.epochSeconds, 100 * (2 * above + top) * 1e-3 + 10 * 1e-4 * 115);
    QCOMPARE(f.trainSeconds, f.frozenSeconds + 2 * f.epochSeconds);
}

void ForecastTest::shortRunsComputeThemInEveryStep() {
    auto frozen = recipe();
    frozen.freeze = {"embeddings", "block.1"};
    frozen.maxSteps = 5; // half of an epoch
    const auto f = forecastRun(twoBlocks(), frozen, tenTokens(), pace);
    QCOMPARE(f.steps, 5.0);
    QCOMPARE(f.frozenSeconds, 0.0);
    QCOMPARE(f.trainSeconds, 0.5 * f.epochSeconds);
}

void ForecastTest::figuresOfTexts() {
    TextFit fit;
    fit.lengths = {2, 4, 400};
    fit.distinct = 10;
    const auto texts = textFigures(fit, 6, 100, 3, 1, 2);
    QCOMPARE(texts.meanTokens, 4.0);
    QCOMPARE(texts.meanSquaredTokens, 56.0 / 3);
    QCOMPARE(texts.longestTokens, 6.0);
    QCOMPARE(texts.tableShare, 0.1);
    QVERIFY(textFigures(fit, 6, 100, 300, 0, 0).tableShare > 0.5); // more texts hold more words
    QCOMPARE(textFigures(fit, 6, 100, 3000000, 0, 0).tableShare, 1.0);
    QCOMPARE(textFigures({}, 6, 100, 3, 1, 2).meanTokens, 0.0);
}

void ForecastTest::measures() {
    const std::vector<std::int32_t> lengths{5, 9, 500};
    const auto measured = measurePace(tinyRecipe(), lengths, 3);
    QVERIFY(measured.forwardPerFlop > 0);
    QVERIFY(measured.backwardPerFlop >= measured.forwardPerFlop / 2); // also of a model that takes no time
    QVERIFY(measured.stepPerParameter > 0);
    QVERIFY(measured.residentBytes > 1e7);
    QCOMPARE(measured.activationBytes, 4.0);
}

void ForecastTest::refusesWhatTheRunWould() {
    auto wrong = tinyRecipe();
    wrong.freeze = {"block.99"};
    QVERIFY_EXCEPTION_THROWN(measurePace(wrong, {}, 3), Error);
    wrong = tinyRecipe();
    wrong.recompute = {"head"};
    QVERIFY_EXCEPTION_THROWN(measurePace(wrong, {}, 3), Error);
}

void ForecastTest::measuringCanBeStopped() {
    StopSource source;
    source.request_stop();
    QVERIFY_EXCEPTION_THROWN(measurePace(tinyRecipe(), {}, 3, source.get_token()), Stopped);
}

QTEST_APPLESS_MAIN(ForecastTest)
#include "tst_forecast.moc"
