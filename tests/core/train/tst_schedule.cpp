#include "core/base/Error.h"
#include "core/train/Schedule.h"

#include <QTest>

#include <cmath>

using namespace espalier;

class ScheduleTest : public QObject {
    Q_OBJECT

private slots:
    void factors_data();
    void factors();
    void unknownName() { QVERIFY_EXCEPTION_THROWN(Schedule({.name = "cosy"}, 10), Error); }
};

void ScheduleTest::factors_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<double>("warmup");
    QTest::addColumn<int>("steps");
    QTest::addColumn<QList<double>>("factors"); // from the first step on
    QTest::newRow("linear") << "linear" << 2.0 << 6 << QList<double>{0, 0.5, 1, 0.75, 0.5, 0.25};
    QTest::newRow("share") << "linear" << 0.25 << 8 << QList<double>{0, 0.5, 1, 5 / 6.0};
    QTest::newRow("share rounded up") << "constant" << 0.1 << 11 << QList<double>{0, 0.5, 1, 1};
    QTest::newRow("constant") << "constant" << 0.0 << 3 << QList<double>{1, 1, 1};
    QTest::newRow("cosine") << "cosine" << 0.0 << 4 << QList<double>{1, 0.5 + std::sqrt(0.5) / 2, 0.5};
    QTest::newRow("restarts") << "cosine_restarts" << 0.0 << 4 << QList<double>{1, 0.5, 1, 0.5};
    QTest::newRow("polynomial") << "polynomial" << 2.0 << 6 << QList<double>{0, 0.5, 1, 0.5625, 0.25, 0.0625};
    QTest::newRow("inverse root") << "inverse_sqrt" << 4.0 << 100
                                  << QList<double>{0, 0.25, 0.5, 0.75, 1, std::sqrt(0.8)};
    QTest::newRow("one cycle") << "one_cycle" << 2.0 << 4 << QList<double>{0, 0.5, 1, 0.50005, 1e-4};
    QTest::newRow("all warm-up") << "linear" << 4.0 << 4 << QList<double>{0, 0.25, 0.5, 0.75};
}

void ScheduleTest::factors() {
    QFETCH(QString, name);
    QFETCH(double, warmup);
    QFETCH(int, steps);
    QFETCH(QList<double>, factors);
    const Schedule schedule({.name = name.toStdString(), .warmup = warmup}, steps);
    for (int i = 0; i < factors.size(); ++i)
        QVERIFY2(std::abs(schedule.factor(i) - factors[i]) < 1e-12,
                 qPrintable(QString::number(schedule.factor(i))));
}

QTEST_APPLESS_MAIN(ScheduleTest)
#include "tst_schedule.moc"
