#include "core/train/ClassWeights.h"
#include "tests/support/Failure.h"

#include <QTest>

#include <cmath>

using namespace espalier;
using namespace espalier::test;

class ClassWeightsTest : public QObject {
    Q_OBJECT

private slots:
    void weights_data() {
        QTest::addColumn<QString>("how");
        QTest::addColumn<QList<double>>("expected");
        QTest::newRow("none") << "none" << QList<double>{};
        QTest::newRow("balanced") << "balanced" << QList<double>{0.2, 1.8}; // 9 texts and one, mean 1
        const double often = 1e-3 / (1 - std::pow(0.999, 9)), once = 1;
        QTest::newRow("effective") << "effective"
                                   << QList<double>{2 * often / (often + once), 2 * once / (often + once)};
    }
    void weights() {
        QFETCH(QString, how);
        QFETCH(QList<double>, expected);
        Recipe recipe;
        recipe.labels = {"often", "once"};
        recipe.classWeights = how.toStdString();
        const auto found = classWeightsOf(recipe, targets_);
        QCOMPARE(found.size(), static_cast<std::size_t>(expected.size()));
        for (std::size_t i = 0; i < found.size(); ++i)
            QVERIFY(std::abs(found[i] - expected[static_cast<int>(i)]) < 1e-9);
    }

    void byHand() {
        Recipe recipe;
        recipe.labels = {"often", "a=b"};
        recipe.labelWeights = {"a=b=2.5"}; // labels may have a sign of equality
        QCOMPARE(classWeightsOf(recipe, targets_), (std::vector<double>{1, 2.5}));
        recipe.labelWeights = {"never=2"};
        VERIFY_SAYS(failureOf(ErrorKind::Usage, [&] { classWeightsOf(recipe, targets_); }),
                    "\"label_weights\": there is no label \"never\". The labels are often, a=b.");
        recipe.labelWeights = {"often=0", "a=b=0"};
        VERIFY_SAYS(failureOf(ErrorKind::Usage, [&] { classWeightsOf(recipe, targets_); }),
                    "No label counts");
    }

private:
    const Targets targets_{{0, 0, 0, 0, 0, 0, 0, 0, 0, 1}};
};

QTEST_APPLESS_MAIN(ClassWeightsTest)
#include "tst_class_weights.moc"
