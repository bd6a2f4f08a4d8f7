// A run trains, and another project is wanted, or none: it is never taken from under the run.
#include "tests/support/FullDisk.h"
#include "tests/ui/ProjectTest.h"
#include "ui/bench/Sample.h"
#include "ui/charts/RunChart.h"
#include "ui/jobs/ExitSignals.h"

#include <csignal>

using namespace espalier;
using namespace espalier::test;

class TestLeaving : public ProjectTest {
    Q_OBJECT

private slots:
    void initTestCase() { keepTo(scratch_); }
    void init() { freshProject(); }
    void cleanup() { window_.reset(); }

    void keepRunning_data() {
        QTest::addColumn<QString>("wish");
        for (const char* wish : {"create", "open", "close", "sample"}) QTest::newRow(wish) << wish;
    }
    void keepRunning() {
        QFETCH(QString, wish);
        makeOtherProject();
        startLongRun();
        ask(wish);
        answer(QMessageBox::RejectRole);
        QTRY_VERIFY(!question());
        QVERIFY(bench().training().isRunning());
        QCOMPARE(bench().project()->name(), "A");
        stopAndKeep();
        QCOMPARE(bench().project()->name(), "A"); // the wish is forgotten
        QVERIFY(!QFile::exists(path("new.espalier")));
        bench().openProject(path("b.espalier"));
        QTRY_COMPARE(bench().project()->name(), "B");
        QTRY_VERIFY(bench().activities().running().isEmpty());
        QVERIFY(bench().data().state().empty()); // no sample is imported into it
    }

    void pauseAndGoOn_data() { keepRunning_data(); }
    void pauseAndGoOn() {
        QFETCH(QString, wish);
        makeOtherProject();
        startLongRun();
        ask(wish);
        QCOMPARE(bench().project()->name(), "A"); // until it is answered
        answer(QMessageBox::AcceptRole);
        const std::string wanted = wish == "open"     ? "B"
                                   : wish == "close"  ? ""
                                   : wish == "create" ? "New"
                                                      : "Sample tickets";
        QTRY_COMPARE_WITH_TIMEOUT(bench().project() ? bench().project()->name() : "", wanted, patient);
        if (wish == "sample") checkSample();
        const auto kept = listRuns(path("a.espalier").toStdString() + "/runs");
        QCOMPARE(kept.size(), 1U);
        QCOMPARE(kept.front().state, RunState::Paused);
        QVERIFY(kept.front().snapshot);
        QVERIFY(!QFile::exists(path("b.espalier/bin")));
        if (wish == "sample") return;
        QVERIFY(bench().runs().runs().empty());
        QTRY_VERIFY(!isLocked(path("a.espalier").toStdString())); // by jobs on their way out
        bench().openProject(path("a.espalier"));                  // there it is the run that is shown
        QTRY_VERIFY(bench().runs().current());
        QCOMPARE(bench().runs().currentName(), QString::fromStdString(kept.front().name));
    }

    // As when the person logs out or the machine goes down.
    void theSessionEnds() {
        startLongRun();
        const ExitSignals asking;
        connect(&asking, &ExitSignals::asked, window_.get(), &MainWindow::leaveAtOnce);
        std::raise(SIGTERM);
        QTRY_VERIFY_WITH_TIMEOUT(!window_->isVisible(), patient);
        QVERIFY(!question());
        const auto kept = listRuns(path("a.espalier").toStdString() + "/runs");
        QCOMPARE(kept.front().state, RunState::Paused);
        QVERIFY(kept.front().snapshot);
    }

    void discardedRunsGoToTheirOwnBin() {
        makeOtherProject();
        startLongRun();
        bench().training().discard();
        bench().openProject(path("b.espalier")); // it is stopping already: nothing to ask
        QVERIFY(!question());
        QTRY_COMPARE_WITH_TIMEOUT(bench().project()->name(), "B", patient);
        QTRY_VERIFY(QDir(path("a.espalier/bin")).exists());
        QVERIFY(listRuns(path("a.espalier").toStdString() + "/runs").empty());
        QVERIFY(!QDir(path("b.espalier/bin")).exists());
    }

    void theQuestionGoesWhenTheRunHasEnded() {
        startLongRun();
        bench().closeProject();
        QVERIFY(question());
        bench().training().stopAndKeep(); // elsewhere, as in the status line
        QTRY_VERIFY_WITH_TIMEOUT(!bench().project(), patient);
        QTRY_VERIFY(!question());
    }

    void theNewestWishCounts() {
        startLongRun();
        bench().closeProject();
        window_->close();
        QTRY_COMPARE(window_->findChildren<QMessageBox*>().size(), 1);
        answer(QMessageBox::AcceptRole);
        QTRY_VERIFY_WITH_TIMEOUT(!window_->isVisible(), patient);
        QVERIFY(bench().project());
    }

    void whatCouldNotBeKeptIsSaidFirst() {
        startLongRun();
        bench().closeProject();
        {
            const FullDisk disk(100'000); // the weights have 240 kB
            answer(QMessageBox::AcceptRole);
            QTRY_VERIFY_WITH_TIMEOUT(!bench().training().isRunning(), patient);
        }
        QVERIFY(bench().training().problem());
        QCOMPARE(bench().project()->name(), "A");
        QCOMPARE(window_->stage(), Stage::Train);
        auto* notice = window_->page(Stage::Train)->findChild<Notice*>();
        QVERIFY2(notice->isVisible() && notice->text().contains("can't be written"),
                 qPrintable(notice->text()));
    }

    // Nothing in the window starts a second run, but if it did both would end.
    void aSecondStartStopsTheFirst() {
        startLongRun();
        bench().startTraining();
        QTRY_VERIFY_WITH_TIMEOUT(!bench().training().history().steps.empty(), patient); // and is heard
        stopAndKeep();
        QTRY_COMPARE(bench().runs().runs().size(), 2U);
        for (const RunSummary& run : bench().runs().runs()) QCOMPARE(run.state, RunState::Stopped);
    }

private:
    void makeOtherProject() { Project::create(path("b.espalier").toStdString(), "B"); }

    void ask(const QString& wish) {
        if (wish == "create") bench().createProject(path("new.espalier"), "New");
        if (wish == "open") bench().openProject(path("b.espalier"));
        if (wish == "close") bench().closeProject();
        if (wish == "sample") trySample(bench(), {"tickets", path("new.espalier"), "tiny-bert"});
    }

    void checkSample() {
        QTRY_VERIFY_WITH_TIMEOUT(bench().training().isRunning(), patient);
        QTRY_VERIFY_WITH_TIMEOUT(!bench().training().history().steps.empty(), patient);
        QVERIFY(on<RunChart>(*window_, Stage::Train)->size() > 0);
        stopAndKeep();
    }

    QTemporaryDir scratch_;
};

QTEST_MAIN(TestLeaving)
#include "tst_leaving.moc"
