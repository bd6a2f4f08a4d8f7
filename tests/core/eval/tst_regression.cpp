// Small cases worked out by hand; the reference values of scikit-learn and SciPy are checked by
// tests/tools/espalier-metrics.
#include "core/base/Error.h"
#include "core/eval/Regression.h"

#include <QTest>

#include <cmath>
#include <vector>

using namespace espalier;

class RegressionTest : public QObject {
    Q_OBJECT

private slots:
    void workedExample();
    void ties();
    void whatIsUndefinedIsZero();
    void refusesWhatDoesNotFit();
};

void RegressionTest::workedExample() {
    const auto m = regressionMetrics(std::vector<double>{1, 2, 3, 4}, std::vector<double>{1, 2, 4, 3});
    QCOMPARE(m.mse, 0.5);
    QCOMPARE(m.rmse, std::sqrt(0.5));
    QCOMPARE(m.mae, 0.5);
    QCOMPARE(m.r2, 1 - 2.0 / 5);
    QCOMPARE(m.pearson, 0.8);
    QCOMPARE(m.spearman, 0.8);
    QCOMPARE(m.kendall, 4.0 / 6); // of six pairs one the wrong way round
}

void RegressionTest::ties() {
    const auto m = regressionMetrics(std::vector<double>{1, 1, 2, 3}, std::vector<double>{2, 3, 3, 4});
    QCOMPARE(m.kendall, 4 / std::sqrt(5.0 * 5.0)); // one pair tied in each, in different pairs
}

void RegressionTest::whatIsUndefinedIsZero() {
    const auto m = regressionMetrics(std::vector<double>{2, 2, 2}, std::vector<double>{1, 2, 3});
    for (const double value : {m.r2, m.pearson, m.spearman, m.kendall}) QCOMPARE(value, 0.0);
    QCOMPARE(regressionMetrics({}, {}).examples, 0);
}

void RegressionTest::refusesWhatDoesNotFit() {
    QVERIFY_EXCEPTION_THROWN(regressionMetrics(std::vector<double>{1}, {}), Error);
}

QTEST_APPLESS_MAIN(RegressionTest)
#include "tst_regression.moc"
