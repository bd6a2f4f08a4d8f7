// Looking on while somebody else trains.
#include "core/train/RunFollower.h"
#include "tests/support/ScratchFolder.h"
#include "tests/support/TinyRun.h"

#include <QTest>

#include <fstream>

using namespace espalier;
using namespace espalier::test;

class RunFollowerTest : public QObject {
    Q_OBJECT

private slots:
    void seesEverythingOnce();
    void waitsForTheRestOfALine();
    void beginsAgainAfterAResume();
    void aFolderThatIsNoRunSaysNothing();
};

// Looked at from the training thread itself after every step: at any moment what is there is whole.
void RunFollowerTest::seesEverythingOnce() {
    const ScratchFolder scratch;
    const auto folder = scratch / "run";
    RunFollower follower(folder);
    RunHistory seen;
    const auto look = [&] {
        auto fresh = follower.look();
        if (fresh.plan.steps > 0) seen.plan = fresh.plan;
        seen.steps.insert(seen.steps.end(), fresh.steps.begin(), fresh.steps.end());
        seen.evaluations.insert(seen.evaluations.end(), fresh.evaluations.begin(), fresh.evaluations.end());
        seen.log.insert(seen.log.end(), fresh.log.begin(), fresh.log.end());
        if (fresh.test) seen.test = fresh.test;
    };
    Listener listener;
    bool wasTraining = true;
    listener.onStepDo = [&](const StepMetrics& step) {
        look();
        wasTraining = wasTraining && follower.isTraining();
        if (step.step > 1) QVERIFY(seen.steps.back().secondsLeft > 0 || step.step == seen.plan.steps);
    };
    auto recipe = tinyRecipe();
    recipe.epochs = 2;
    trainRun(recipe, tinyData(), folder, listener, {});
    look();
    QVERIFY(wasTraining);
    QVERIFY(!follower.isTraining());
    const auto whole = readHistory(folder);
    QCOMPARE(seen.plan.steps, 12);
    QCOMPARE(seen.steps.size(), std::size_t{12});
    QCOMPARE(seen.evaluations.size(), whole.evaluations.size());
    QCOMPARE(seen.log.size(), whole.log.size());
    QVERIFY(seen.test);
    QVERIFY(follower.look().steps.empty());
    for (std::size_t i = 0; i < seen.steps.size(); ++i)
        QCOMPARE(seen.steps[i].step, static_cast<std::int64_t>(i + 1));
}

void RunFollowerTest::waitsForTheRestOfALine() {
    const ScratchFolder scratch;
    std::ofstream metrics(scratch / "metrics.jsonl");
    RunFollower follower(scratch.path());
    metrics << R"({"step":{"step":1,"loss":2}})"
            << "\n"
            << R"({"step":{"st)" << std::flush;
    QCOMPARE(follower.look().steps.size(), std::size_t{1});
    metrics << R"(ep":2,"loss":1}})"
            << "\n"
            << "no json\n"
            << R"({"step":[]})"
            << "\n"
            << std::flush;
    const auto fresh = follower.look();
    QCOMPARE(fresh.steps.size(), std::size_t{1});
    QCOMPARE(fresh.steps.front().step, 2);
}

void RunFollowerTest::beginsAgainAfterAResume() {
    const ScratchFolder scratch;
    scratch.write("metrics.jsonl", "{\"step\":{\"step\":1}}\n{\"step\":{\"step\":2}}\n");
    RunFollower follower(scratch.path());
    QCOMPARE(follower.look().steps.size(), std::size_t{2});
    QVERIFY(!follower.restarted());
    scratch.write("metrics.jsonl", "{\"step\":{\"step\":1}}\n");
    QCOMPARE(follower.look().steps.size(), std::size_t{1});
    QVERIFY(follower.restarted());
    QVERIFY(follower.look().steps.empty());
    QVERIFY(!follower.restarted());
}

void RunFollowerTest::aFolderThatIsNoRunSaysNothing() {
    const ScratchFolder scratch;
    RunFollower follower(scratch / "nothing");
    QVERIFY(follower.look().steps.empty());
    QVERIFY(!follower.isTraining());
}

QTEST_GUILESS_MAIN(RunFollowerTest)
#include "tst_run_follower.moc"
