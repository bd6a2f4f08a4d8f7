// L2-SP's strength chosen by short runs before the run.
#include "core/base/Files.h"
#include "core/base/Json.h"
#include "tests/support/Failure.h"
#include "tests/support/ScratchFolder.h"
#include "tests/support/TinyRun.h"

#include <QTest>

#include <algorithm>

using namespace espalier;
using namespace espalier::test;

namespace {

Recipe autoRecipe() {
    auto recipe = tinyRecipe();
    recipe.epochs = 4;
    recipe.l2SpAuto = true;
    return recipe;
}

} // namespace

class ChooseStrengthTest : public QObject {
    Q_OBJECT

private slots:
    void choosesTheBestOfWhatItTried();
    void isKeptWhenTheRunGoesOn();
    void reusesWhatIsFrozen();
    void canBeStopped_data();
    void canBeStopped();
    void needsValidationTexts();

private:
    ScratchFolder scratch_;
};

void ChooseStrengthTest::choosesTheBestOfWhatItTried() {
    Listener listener;
    const auto run = trainRun(autoRecipe(), tinyData(), scratch_ / "chosen", listener, {});
    QCOMPARE(run.state, RunState::Finished);
    const auto found = readJson(scratch_ / "chosen/l2-sp.json");
    QCOMPARE(found["tried"].size(), std::size_t{5});
    double best = -1, bestLoss = 0, chosen = -1;
    for (const auto& tried : found["tried"]) {
        const auto figures = tried["figures"].get<Figures>();
        const double score = *figureNamed(figures, "macro_f1"), loss = *figureNamed(figures, "log_loss");
        if (score < best || (score == best && loss >= bestLoss)) continue;
        best = score, bestLoss = loss, chosen = tried["strength"].get<double>();
    }
    QCOMPARE(found["chosen"].get<double>(), chosen);
    QCOMPARE(run.recipe.l2Sp, chosen);
    QCOMPARE(readRun(run.folder).recipe.l2Sp, chosen);
    QVERIFY(!fs::exists(run.folder / "l2-sp")); // the trials are gone
    const auto said = std::count_if(listener.messages.begin(), listener.messages.end(),
                                    [](const auto& text) { return text.starts_with("L2-SP with strength"); });
    QCOMPARE(said, 5);

    // The same again gives the same, and so does the strength set by hand.
    const auto again = trainRun(autoRecipe(), tinyData(), scratch_ / "again", listener, {});
    auto byHand = autoRecipe();
    byHand.l2SpAuto = false;
    byHand.l2Sp = chosen;
    const auto hand = trainRun(byHand, tinyData(), scratch_ / "hand", listener, {});
    const auto weights = [](const RunSummary& r) { return readFile(r.folder / "best/model.safetensors"); };
    QVERIFY(weights(run) == weights(again));
    QVERIFY(weights(run) == weights(hand));
}

void ChooseStrengthTest::isKeptWhenTheRunGoesOn() {
    StopSource pause;
    Listener listener;
    listener.onStepDo = [&](const StepMetrics& step) {
        if (step.step == 5) pause.request_stop();
    };
    const auto paused =
        trainRun(autoRecipe(), tinyData(), scratch_ / "paused", listener, {}, {.pause = pause.get_token()});
    QCOMPARE(paused.state, RunState::Paused);
    Listener rest;
    const auto resumed = resumeRun(paused.folder, tinyData(), rest, {});
    QCOMPARE(resumed.recipe.l2Sp, paused.recipe.l2Sp);
    QVERIFY(std::none_of(rest.messages.begin(), rest.messages.end(),
                         [](const auto& text) { return text.starts_with("L2-SP with strength"); }));
}

void ChooseStrengthTest::reusesWhatIsFrozen() {
    auto recipe = autoRecipe();
    recipe.freeze = {"embeddings", "block.1", "block.2"};
    Listener listener;
    const auto cache = scratch_ / "cache";
    trainRun(recipe, tinyData(), scratch_ / "frozen", listener, {}, {.budget = {.keep = cache}});
    // Once for the training texts, and the validation texts are judged at the end only: one file, or two.
    std::size_t files = 0;
    for ([[maybe_unused]] const auto& entry : fs::directory_iterator(cache)) ++files;
    QVERIFY2(files >= 1 && files <= 2, qPrintable(QString::number(files)));
}

void ChooseStrengthTest::canBeStopped_data() {
    QTest::addColumn<bool>("pause");
    QTest::newRow("stopped") << false;
    QTest::newRow("paused, with nothing to go on from yet") << true;
}

void ChooseStrengthTest::canBeStopped() {
    QFETCH(bool, pause);
    StopSource stop;
    struct Stopper : Listener {
        StopSource* stop = nullptr;
        void onProgress(const Message& what, double) override {
            if (what.english().starts_with("Choosing")) stop->request_stop();
        }
    } listener;
    listener.stop = &stop;
    const auto token = stop.get_token();
    QVERIFY_EXCEPTION_THROWN(trainRun(autoRecipe(), tinyData(), scratch_ / "stopped", listener,
                                      pause ? StopToken() : token, {.pause = pause ? token : StopToken()}),
                             Stopped);
    QVERIFY(!fs::exists(scratch_ / "stopped"));
}

void ChooseStrengthTest::needsValidationTexts() {
    auto data = tinyData();
    data.validation.clear();
    Listener listener;
    VERIFY_SAYS(
        failureOf(ErrorKind::Usage, [&] { trainRun(autoRecipe(), data, scratch_ / "none", listener, {}); }),
        "L2-SP's strength is chosen on validation texts");
}

QTEST_GUILESS_MAIN(ChooseStrengthTest)
#include "tst_choose_strength.moc"
