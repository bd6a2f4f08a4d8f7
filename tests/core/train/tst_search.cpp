#include "core/train/Search.h"
#include "tests/support/Failure.h"
#include "tests/support/ScratchFolder.h"
#include "tests/support/TinyRun.h"

#include <QTest>

#include <set>

using namespace espalier;
using namespace espalier::test;

namespace {

SearchPlan tinyPlan(const std::vector<std::string>& space) {
    SearchPlan plan;
    plan.recipe = tinyRecipe();
    plan.recipe.epochs = 9;
    plan.space = space;
    return plan;
}

// Counts what it hears; may ask for the end after so many steps of all trials.
struct Watcher : SearchObserver, Observer {
    std::vector<int> begun, ended;
    std::int64_t steps = 0, stopAfter = -1;
    StopSource stop;

    Observer& onTrial(const Trial& trial, double) override {
        begun.push_back(trial.number);
        return *this;
    }
    void onTrialEnd(const Trial& trial) override { ended.push_back(trial.number); }
    void onStep(const StepMetrics&) override {
        if (++steps == stopAfter) stop.request_stop();
    }
};

} // namespace

class SearchTest : public QObject {
    Q_OBJECT

private slots:
    void draws_data();
    void draws();
    void theSameSeedDrawsTheSame();
    void randomTrialsRunWhole();
    void halvingGoesOnWithTheBetter();
    void goesOnWhereItEnded();
    void aTrialThatRunsAwayIsOut();
    void refuses_data();
    void refuses();

private:
    ScratchFolder scratch_;
};

void SearchTest::draws_data() {
    QTest::addColumn<QString>("space");
    QTest::addColumn<double>("least");
    QTest::addColumn<double>("most");
    QTest::addColumn<bool>("whole");
    QTest::newRow("by factor") << "learning_rate=1e-5..1e-2" << 1e-5 << 1e-2 << false;
    QTest::newRow("evenly") << "layer_decay=0.7..1" << 0.7 << 1.0 << false;
    QTest::newRow("from zero") << "weight_decay=0..0.1" << 0.0 << 0.1 << false;
    QTest::newRow("whole numbers") << "batch=4..64" << 4.0 << 64.0 << true;
}

void SearchTest::draws() {
    QFETCH(QString, space);
    QFETCH(double, least);
    QFETCH(double, most);
    QFETCH(bool, whole);
    auto plan = tinyPlan({space.toStdString()});
    plan.trials = 200;
    std::set<double> values;
    for (const auto& trial : drawTrials(plan)) {
        QCOMPARE(trial.size(), std::size_t{1});
        const double value = std::stod(trial[0].substr(trial[0].find('=') + 1));
        QVERIFY(value >= least && value <= most);
        if (whole) QCOMPARE(value, std::round(value));
        values.insert(value);
    }
    QVERIFY(values.size() > 40);
    const double middle = *std::next(values.begin(), static_cast<std::ptrdiff_t>(values.size() / 2));
    if (space.startsWith("learning_rate")) QVERIFY(middle > 2e-4 && middle < 5e-4); // as often below as above
    const double gap = (most - least) / 20;                                         // spread over all of it
    if (space.startsWith("layer_decay"))
        for (double from = least; from + gap <= most; from += gap)
            QVERIFY(*values.lower_bound(from) < from + gap);
}

void SearchTest::theSameSeedDrawsTheSame() {
    auto plan = tinyPlan({"learning_rate=1e-5..1e-2", "freeze=|embeddings"});
    const auto first = drawTrials(plan);
    QCOMPARE(drawTrials(plan), first);
    plan.recipe.seed = 2;
    QVERIFY(drawTrials(plan) != first);
    plan.space = {"batch=8|16", "lora_rank=0|2"};
    QCOMPARE(drawTrials(plan), (std::vector<std::vector<std::string>>{{"batch=8", "lora_rank=0"},
                                                                      {"batch=8", "lora_rank=2"},
                                                                      {"batch=16", "lora_rank=0"},
                                                                      {"batch=16", "lora_rank=2"}}));
}

void SearchTest::randomTrialsRunWhole() {
    auto plan = tinyPlan({"learning_rate=1e-7|5e-3"});
    plan.method = "random";
    Watcher watcher;
    const auto trials = search(plan, tinyData(), scratch_ / "random", watcher, {});
    QCOMPARE(trials.size(), std::size_t{2});
    QCOMPARE(trials[0].values, std::vector<std::string>{"learning_rate=5e-3"});
    QVERIFY(trials[0].score("auto") > trials[1].score("auto"));
    for (const auto& trial : trials) {
        QCOMPARE(trial.run->state, RunState::Finished);
        QCOMPARE(readRun(trial.folder).steps, trial.run->plannedSteps); // an ordinary run
    }
    QCOMPARE(watcher.ended, (std::vector<int>{1, 2}));
}

void SearchTest::halvingGoesOnWithTheBetter() {
    auto plan = tinyPlan({"learning_rate=1e-7|2e-7|5e-3|3e-7"});
    plan.keepOneIn = 2;
    Watcher watcher;
    const auto trials = search(plan, tinyData(), scratch_ / "halving", watcher, {});
    QCOMPARE(trials.front().number, 3);
    QCOMPARE(trials.front().run->state, RunState::Finished);
    QCOMPARE(watcher.begun.size(), std::size_t{4 + 2 + 1});
    QCOMPARE(watcher.begun.back(), 3);
    int paused = 0;
    for (const auto& trial : trials) paused += trial.run->state == RunState::Paused;
    QCOMPARE(paused, 3);
    // of 54 steps four trials do a quarter, two of them half, one all
    QVERIFY2(watcher.steps < 4 * 15 + 2 * 15 + 30, qPrintable(QString::number(watcher.steps)));
}

void SearchTest::goesOnWhereItEnded() {
    auto plan = tinyPlan({"learning_rate=1e-3..1e-2"});
    plan.trials = 3;
    Watcher whole;
    const auto expected = search(plan, tinyData(), scratch_ / "whole", whole, {});
    std::int64_t steps = 0;
    for (const std::int64_t after : {7, 11}) {
        Watcher stopped;
        stopped.stopAfter = after;
        QVERIFY_EXCEPTION_THROWN(
            search(plan, tinyData(), scratch_ / "parts", stopped, stopped.stop.get_token()), Stopped);
        steps += stopped.steps;
    }
    Watcher last;
    const auto trials = search(plan, tinyData(), scratch_ / "parts", last, {});
    QCOMPARE(steps + last.steps, whole.steps); // nothing was done twice
    for (std::size_t i = 0; i < trials.size(); ++i) {
        QCOMPARE(trials[i].number, expected[i].number);
        QCOMPARE(trials[i].run->validation, expected[i].run->validation);
    }
    auto other = plan;
    other.trials = 4;
    VERIFY_SAYS(
        failureOf(ErrorKind::Mismatch, [&] { search(other, tinyData(), scratch_ / "parts", last, {}); }),
        "holds another search");
}

void SearchTest::aTrialThatRunsAwayIsOut() {
    auto plan = tinyPlan({"learning_rate=10|5e-3"});
    plan.recipe.clip = 0;
    plan.recipe.optimizer = "sgd";
    plan.recipe.weightDecay = 10; // with a rate of 10 the weights grow a hundredfold a step
    Watcher watcher;
    const auto trials = search(plan, tinyData(), scratch_ / "away", watcher, {});
    QVERIFY2(trials[0].error.empty(), trials[0].error.english().c_str());
    QCOMPARE(watcher.begun.back(), 2);
    QCOMPARE(trials[0].number, 2);
    QCOMPARE(trials[0].run->state, RunState::Finished);
    QVERIFY(!trials[1].error.empty());
}

void SearchTest::refuses_data() {
    QTest::addColumn<QString>("space");
    QTest::addColumn<QString>("what");
    QTest::newRow("no values") << "learning_rate"
                               << "is no space to search in";
    QTest::newRow("no number") << "learning_rate=a..b"
                               << "is no space to search in";
    QTest::newRow("upside down") << "learning_rate=1..0.1"
                                 << "is no space to search in";
    QTest::newRow("no key") << "learning_rat=1e-5|1e-4"
                            << "learning_rat";
    QTest::newRow("out of range") << "dropout=2|3"
                                  << "\"dropout\" is 2";
    QTest::newRow("contradiction") << "min_gain=0.1|0.2"
                                   << "without patience";
}

void SearchTest::refuses() {
    QFETCH(QString, space);
    QFETCH(QString, what);
    Watcher watcher;
    VERIFY_SAYS(failureOf(ErrorKind::Usage,
                          [&] {
                              search(tinyPlan({space.toStdString()}), tinyData(), scratch_ / "refused",
                                     watcher, {});
                          }),
                what);
    QVERIFY(!fs::exists(scratch_ / "refused"));
}

QTEST_APPLESS_MAIN(SearchTest)
#include "tst_search.moc"
