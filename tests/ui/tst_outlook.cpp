// Time and memory of a run, said beforehand in the real window: measured once, then following every tick.
#include "tests/ui/ProjectTest.h"

#include <QSignalSpy>

using namespace espalier;
using namespace espalier::test;

class OutlookTest : public ProjectTest {
    Q_OBJECT

private slots:
    void initTestCase() { keepTo(scratch_); }
    void init();
    void followsTheLadderWithoutMeasuringAgain();
    void measuresAgainForOtherTexts();
    void nothingIsMeasuredBesideARun();

private:
    Outlook& outlook() { return bench().outlook(); }

    QTemporaryDir scratch_;
};

void OutlookTest::init() {
    freshProject();
    QTRY_VERIFY_WITH_TIMEOUT(outlook().forecast(), patient);
}

void OutlookTest::followsTheLadderWithoutMeasuringAgain() {
    QSignalSpy computed(&outlook(), &Outlook::computed);
    const auto all = *outlook().forecast();
    QVERIFY(all.epochSeconds > 0);
    QCOMPARE(all.frozenSeconds, 0.0);
    QCOMPARE(outlook().memory(), all.memoryBytes);
    Recipe recipe = bench().recipe();
    recipe.freeze = {"embeddings", "block.1"};
    bench().setRecipe(recipe);
    const auto frozen = *outlook().forecast(); // at once
    QVERIFY(frozen.frozenSeconds > 0);
    QVERIFY(frozen.epochSeconds < all.epochSeconds);
    QVERIFY(frozen.memoryBytes != all.memoryBytes);
    recipe.epochs = 2 * recipe.epochs;
    bench().setRecipe(recipe);
    QCOMPARE(outlook().forecast()->steps, 2 * frozen.steps);
    QCOMPARE(computed.count(), 0);
}

void OutlookTest::measuresAgainForOtherTexts() {
    import("longer than a.csv", {"card", "transfer", "hotel"}, {0.2, 0.2, 1});
    QVERIFY(!outlook().forecast());
    QTRY_VERIFY_WITH_TIMEOUT(outlook().forecast(), patient);
    Recipe recipe = bench().recipe();
    recipe.batch = 4;
    bench().setRecipe(recipe);
    QVERIFY(!outlook().forecast()); // other batches run at another pace
    QTRY_VERIFY_WITH_TIMEOUT(outlook().forecast(), patient);
}

void OutlookTest::nothingIsMeasuredBesideARun() {
    startLongRun();
    Recipe recipe = bench().recipe();
    QSignalSpy computed(&outlook(), &Outlook::computed);
    recipe.batch = 8;
    bench().setRecipe(recipe);
    QVERIFY(!outlook().forecast());
    const auto steps = bench().training().history().steps.size();
    QTRY_VERIFY_WITH_TIMEOUT(bench().training().history().steps.size() > steps + 50, patient);
    QCOMPARE(computed.count(), 0);
    stopAndKeep();
    QTRY_VERIFY_WITH_TIMEOUT(outlook().forecast(), patient); // now it is
    QCOMPARE(computed.count(), 1);
}

QTEST_MAIN(OutlookTest)
#include "tst_outlook.moc"
