#include "core/train/RateFinder.h"
#include "tests/support/Failure.h"
#include "tests/support/TinyRun.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace espalier;
using namespace espalier::test;

class RateFinderTest : public QObject {
    Q_OBJECT

private slots:
    // A valley: flat, then falling most steeply at 1e-3, then running away.
    void theSteepestSlopeIsSuggested() {
        std::vector<RateTrial> trials;
        double smoothed = 0;
        for (int i = 0; i < 60; ++i) {
            const double rate = 1e-6 * std::pow(10, i / 10.0);
            const double loss = 1.5 - std::tanh(std::log10(rate / 1e-3)) + (rate > 0.05 ? 20 * rate : 0);
            smoothed = 0.9 * smoothed + 0.1 * loss;
            trials.push_back({rate, loss, smoothed / (1 - std::pow(0.9, i + 1))});
        }
        const double found = suggestRate(trials);
        QVERIFY2(found > 3e-4 && found < 3e-3, qPrintable(QString::number(found)));
    }

    void risingLossesSuggestNothing() {
        std::vector<RateTrial> trials;
        for (int i = 0; i < 30; ++i) trials.push_back({std::pow(10, i / 10.0 - 6), 1.0 + i, 1.0 + i});
        QCOMPARE(suggestRate(trials), 0.0);
        QCOMPARE(suggestRate({}), 0.0);
    }

    void findsOneThatLearns() {
        auto recipe = tinyRecipe();
        const auto found = findLearningRate(recipe, tinyData());
        QVERIFY(found.trials.size() > 20);
        QVERIFY(found.suggestion > 1e-5 && found.suggestion < 1);
        QCOMPARE(findLearningRate(recipe, tinyData()).suggestion, found.suggestion); // the same every time
        recipe.learningRate = found.suggestion;
        Listener listener;
        const QTemporaryDir dir;
        const auto run = trainRun(recipe, tinyData(), dir.path().toStdString() + "/run", listener, {});
        QVERIFY2(*figureNamed(run.test, "accuracy") > 0.9, qPrintable(QString::number(found.suggestion)));
    }

    void canBeStopped() {
        StopSource stop;
        int calls = 0;
        QVERIFY_EXCEPTION_THROWN(findLearningRate(tinyRecipe(), tinyData(), stop.get_token(),
                                                  [&](double) {
                                                      if (++calls == 3) stop.request_stop();
                                                  }),
                                 Stopped);
        QCOMPARE(calls, 3);
    }
};

QTEST_APPLESS_MAIN(RateFinderTest)
#include "tst_rate_finder.moc"
