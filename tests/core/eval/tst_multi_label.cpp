// Small cases worked out by hand; the reference values of scikit-learn are checked by
// tests/tools/espalier-metrics.
#include "core/base/Error.h"
#include "core/eval/MultiLabel.h"

#include <QTest>

using namespace espalier;

class MultiLabelTest : public QObject {
    Q_OBJECT

private slots:
    void workedExample();
    void everyLabelHasItsThreshold();
    void thresholdsThatSuit();
    void refusesWhatDoesNotFit();
};

void MultiLabelTest::workedExample() {
    const std::vector<double> targets{1, 0, 1, 1, 0, 0};
    const std::vector<double> p{0.9, 0.2, 0.6,
                                0.4, 0.1, 0.3}; // the second label of the second text is missed
    const auto m = multiLabelMetrics(targets, p, std::vector<double>{0.5, 0.5});
    QCOMPARE(m.examples, 3);
    QCOMPARE(m.subsetAccuracy, 2.0 / 3);
    QCOMPARE(m.hammingLoss, 1.0 / 6);
    QCOMPARE(m.microF1, 2 * 2.0 / (2 + 3));
    QCOMPARE(m.perLabel[0].f1, 1.0);
    QCOMPARE(m.perLabel[1].f1, 0.0);
    QCOMPARE(m.perLabel[1].support, 1);
    QCOMPARE(m.macroF1, 0.5);
    QCOMPARE(m.macroAveragePrecision, 1.0); // the one text ranks first
    QCOMPARE(m.rankingPrecision, 1.0);
}

void MultiLabelTest::everyLabelHasItsThreshold() {
    const std::vector<double> targets{1, 1}, p{0.4, 0.4};
    QCOMPARE(multiLabelMetrics(targets, p, std::vector<double>{0.5, 0.3}).microF1, 2 * 1.0 / (1 + 2));
    QCOMPARE(multiLabelMetrics(targets, p, std::vector<double>{0.4, 0.4}).subsetAccuracy, 1.0);
}

void MultiLabelTest::thresholdsThatSuit() {
    // of the first label all above 0.25 have it; the second has no texts
    const std::vector<double> targets{1, 0, 1, 0, 0, 0, 0, 0}, p{0.4, 0.9, 0.3, 0.1, 0.2, 0.5, 0.1, 0.6};
    const auto thresholds = bestThresholds(targets, p, 2, 0.5);
    QCOMPARE(thresholds[0], 0.25);
    QCOMPARE(thresholds[1], 0.5);
    QCOMPARE(multiLabelMetrics(targets, p, thresholds).perLabel[0].f1, 1.0);
}

void MultiLabelTest::refusesWhatDoesNotFit() {
    const std::vector<double> three{1, 0, 1}, two{0.1, 0.2}, none;
    QVERIFY_EXCEPTION_THROWN(multiLabelMetrics(three, two, two), Error);
    QVERIFY_EXCEPTION_THROWN(multiLabelMetrics(three, three, two), Error);
    QVERIFY_EXCEPTION_THROWN(multiLabelMetrics(none, none, none), Error);
}

QTEST_APPLESS_MAIN(MultiLabelTest)
#include "tst_multi_label.moc"
