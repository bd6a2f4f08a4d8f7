// Small cases worked out by hand; the reference values of scikit-learn are checked by
// tests/tools/espalier-metrics.
#include "core/base/Error.h"
#include "core/eval/Classification.h"

#include <QTest>

#include <cmath>

using namespace espalier;

class ClassificationTest : public QObject {
    Q_OBJECT

private slots:
    void workedExample();
    void labelNeverSeenNorPredicted();
    void followsFromConfusion();
    void refusesWhatDoesNotFit();
};

void ClassificationTest::workedExample() {
    const std::vector<std::int64_t> targets{0, 0, 1, 1};
    const std::vector<double> p{0.9, 0.1, 0.4, 0.6, 0.2, 0.8, 0.3, 0.7}; // the second is wrong
    const auto m = classificationMetrics(targets, p, 2);
    QCOMPARE(m.accuracy, 0.75);
    QCOMPARE(m.perClass[0].precision, 1.0);
    QCOMPARE(m.perClass[0].recall, 0.5);
    QCOMPARE(m.perClass[1].precision, 2.0 / 3);
    QCOMPARE(m.perClass[1].f1, 0.8);
    QCOMPARE(m.macro.f1, (2.0 / 3 + 0.8) / 2);
    QCOMPARE(m.confusion.at(0, 1), 1);
    QCOMPARE(m.logLoss, -(std::log(0.9) + std::log(0.4) + std::log(0.8) + std::log(0.7)) / 4);
}

void ClassificationTest::labelNeverSeenNorPredicted() {
    const std::vector<std::int64_t> targets{0, 1};
    const std::vector<double> p{1, 0, 0, 0, 1, 0};
    const auto m = classificationMetrics(targets, p, 3);
    QCOMPARE(m.perClass[2].f1, 0.0);
    QCOMPARE(m.perClass[2].support, 0);
    QCOMPARE(m.macro.f1, 2.0 / 3);
    QCOMPARE(m.balancedAccuracy, 1.0); // over the labels that are there
}

void ClassificationTest::followsFromConfusion() {
    const std::vector<std::int64_t> targets{0, 2, 1, 2};
    const std::vector<double> p{.5, .3, .2, .1, .2, .7, .6, .3, .1, .2, .2, .6};
    const auto a = classificationMetrics(targets, p, 3);
    const auto b = metricsOf(a.confusion, a.logLoss);
    QCOMPARE(b.accuracy, a.accuracy);
    QCOMPARE(b.examples, a.examples);
    QCOMPARE(b.weighted.f1, a.weighted.f1);
}

void ClassificationTest::refusesWhatDoesNotFit() {
    const std::vector<std::int64_t> targets{0, 3};
    const std::vector<double> p{1, 0, 0, 1};
    QVERIFY_EXCEPTION_THROWN(classificationMetrics(targets, p, 2), Error);
    QVERIFY_EXCEPTION_THROWN(classificationMetrics(targets, p, 3), Error);
}

QTEST_APPLESS_MAIN(ClassificationTest)
#include "tst_classification.moc"
