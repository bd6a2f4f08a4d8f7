#include "core/base/Error.h"
#include "core/train/Schedule.h"

#include <QTest>

using namespace espalier;

class ScheduleTest : public QObject {
    Q_OBJECT

private slots:
    void factors_data();
    void factors();
    void unknownName() { QVERIFY_EXCEPTION_THROWN(Schedule("cosy", 0, 10), Error); }
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
    QTest::newRow("all warm-up") << "linear" << 4.0 << 4 << QList<double>{0, 0.25, 0.5, 0.75};
}

void ScheduleTest::factors() {
    QFETCH(QString, name);
    QFETCH(double, warmup);
    QFETCH(int, steps);
    QFETCH(QList<double>, factors);
    const Schedule schedule(name.toStdString(), warmup, steps);
    for (int i = 0; i < factors.size(); ++i) QCOMPARE(schedule.factor(i), factors[i]);
}

QTEST_APPLESS_MAIN(ScheduleTest)
#include "tst_schedule.moc"
