#include "ui/jobs/Activities.h"
#include "ui/jobs/Job.h"

#include <QSignalSpy>
#include <QTest>

#include <atomic>

using namespace espalier;

static void untilStopped(const Job::Context& context) {
    while (!context.stop.stop_requested()) std::this_thread::yield();
    throw Stopped();
}

class TestJob : public QObject {
    Q_OBJECT
private slots:
    void handsOverItsResult() {
        Job job(nullptr);
        QThread* arrived = nullptr;
        int result = 0;
        job.start(
            {}, [](const Job::Context&) { return 42; },
            [&](int answer) {
                result = answer;
                arrived = QThread::currentThread();
            });
        QVERIFY(job.isRunning());
        QTRY_COMPARE(result, 42);
        QCOMPARE(arrived, thread());
        QVERIFY(!job.isRunning());
    }

    void turnsAnErrorIntoWords() {
        Job job(nullptr);
        QSignalSpy failed(&job, &Job::failed), ended(&job, &Job::ended);
        bool delivered = false;
        job.start(
            {},
            [](const Job::Context&) {
                throw Error(ErrorKind::Data, message("test", "Row {0} is empty.", 7),
                            message("test", "Fill it."));
            },
            [&] { delivered = true; });
        QTRY_COMPARE(failed.count(), 1);
        const auto problem = failed.front().front().value<Problem>();
        QCOMPARE(words(problem.what), "Row 7 is empty.");
        QCOMPARE(words(problem.remedy), "Fill it.");
        QCOMPARE(ended.count(), 1);
        QVERIFY(!delivered);
    }

    void aNewerOneReplacesTheOlder() {
        Job job(nullptr);
        bool older = false;
        int newer = 0;
        job.start({}, untilStopped, [&] { older = true; });
        job.start(
            {}, [](const Job::Context&) { return 1; }, [&](int) { ++newer; });
        QTRY_COMPARE(newer, 1);
        QVERIFY(!older);
    }

    void cancellingEndsIt() {
        Job job(nullptr);
        QSignalSpy ended(&job, &Job::ended), failed(&job, &Job::failed);
        job.start({}, untilStopped, [] { QFAIL("was cancelled"); });
        job.cancel();
        QVERIFY(!job.isRunning());
        QCOMPARE(ended.count(), 1);
        QCoreApplication::processEvents();
        QCOMPARE(failed.count(), 0);
    }

    void goingAwayStopsTheWork() {
        std::atomic<bool> left = false;
        {
            Job job(nullptr);
            job.start(
                {},
                [&](const Job::Context& context) {
                    while (!context.stop.stop_requested()) std::this_thread::yield();
                    left = true;
                },
                [] { QFAIL("nobody is there to take it"); });
        }
        QVERIFY(left);
        QCoreApplication::processEvents();
    }

    void theNextMayStartFromTheResult() {
        Job job(nullptr);
        int second = 0;
        job.start(
            {}, [](const Job::Context&) { return 1; },
            [&](int first) {
                job.start(
                    {}, [first](const Job::Context&) { return first + 1; },
                    [&](int answer) { second = answer; });
            });
        QTRY_COMPARE(second, 2);
    }

    void isListedWhileItRuns() {
        Activities activities;
        Job job(nullptr, &activities);
        job.start(message("test", "Reading {0}", "a.csv"), untilStopped, [] {});
        QCOMPARE(activities.running(), QList<Job*>{&job});
        job.report(message("test", "Half of {0}", "a.csv"), 0.5);
        QCOMPARE(words(job.title()), "Half of a.csv");
        QCOMPARE(job.done(), 0.5);
        job.cancel();
        QVERIFY(activities.running().isEmpty());
    }
};

QTEST_MAIN(TestJob)
#include "tst_job.moc"
