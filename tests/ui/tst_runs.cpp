// What can be done with a run, however it ended and whatever has become of its data since.
#include "tests/support/FullDisk.h"
#include "tests/ui/ProjectTest.h"
#include "ui/charts/ConfusionView.h"
#include "ui/models/ExamplesModel.h"
#include "ui/pages/Export/ProofCard.h"
#include "ui/widgets/BarList.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/Table.h"

#include <QLineEdit>
#include <QPlainTextEdit>

using namespace espalier;
using namespace espalier::test;

class TestRuns : public ProjectTest {
    Q_OBJECT

private slots:
    void initTestCase() { keepTo(scratch_); }
    void cleanup() { window_.reset(); }

    void stoppedBeforeItWasJudged() {
        freshProject();
        startLongRun();
        stopAndKeep();
        QTRY_VERIFY(bench().runs().current());
        QVERIFY(!bench().runs().current()->evaluation());
        checkUnjudged("stopped before");
    }

    void withoutTextsToBeJudgedBy() {
        freshProject({0, 0, 1});
        trainToTheEnd();
        QCOMPARE(bench().runs().current()->summary.state, RunState::Finished);
        checkUnjudged("no validation or test texts");
    }

    void failedRunsSayWhy() {
        freshProject();
        startLongRun();
        {
            const FullDisk disk(100'000);
            stopAndKeep();
        }
        window_->go(Stage::Runs);
        QTRY_COMPARE(bench().runs().runs().size(), 1U);
        QCOMPARE(bench().runs().runs().front().state, RunState::Failed);
        auto* open = on<QPushButton>(*window_, Stage::Runs, "open");
        auto* why = on<Label>(*window_, Stage::Runs, "whyNotOpened");
        QTRY_VERIFY(why->isVisible());
        QVERIFY(!open->isEnabled());
        QVERIFY2(why->text().contains("can't be written"), qPrintable(why->text()));
        QCOMPARE(open->toolTip(), why->text());
        window_->setChinese(true); // kept as a message, it is said in any language
        QTRY_VERIFY2(!why->text().contains("can't be written"), qPrintable(why->text()));
        window_->setChinese(false);
    }

    void openedRunsComeToTheFront() {
        freshProject();
        trainToTheEnd();
        window_->go(Stage::Runs);
        press(*window_, Stage::Runs, "open");
        QTRY_COMPARE(window_->stage(), Stage::Evaluate);
        window_->go(Stage::Runs);
        bench().runs().open(bench().runs().currentName()); // by another way: one stays where one is
        QTRY_VERIFY(bench().activities().running().isEmpty());
        QCOMPARE(window_->stage(), Stage::Runs);
    }

    void textsOfAnotherImportAreNotShown() {
        freshProject();
        trainToTheEnd();
        window_->go(Stage::Evaluate);
        auto* texts = on<Table>(*window_, Stage::Evaluate, "examples");
        auto* replaced = on<Label>(*window_, Stage::Evaluate, "textsReplaced");
        on<ConfusionView>(*window_, Stage::Evaluate)->select(someCell());
        QTRY_VERIFY(shownText(*texts).startsWith("a.csv text"));
        QVERIFY(texts->isVisible() && !replaced->isVisible());

        import("b.csv", {"yes", "no"}, {0.2, 0.2, 1}); // as many rows, other texts and labels
        QTRY_VERIFY(replaced->isVisible());
        QVERIFY(!texts->isVisible());
        QCOMPARE(texts->model()->rowCount(), 0);
        exportRun();
        QVERIFY2(remark()->isVisible() && remark()->text().contains("data has changed"),
                 qPrintable(remark()->text()));
    }

    void accuracyIsComparedOnTheSameTextsOnly() {
        freshProject();
        trainToTheEnd();
        exportRun();
        QVERIFY(!remark()->isVisible());
        bench().data().edit([](DatasetStore& store) { store.setLabel(1, "transfer"); });
        QTRY_VERIFY(bench().data().state().canUndo);
        exportRun();
        QVERIFY(remark()->isVisible());
        bench().data().edit([](DatasetStore& store) { store.undo(); });
        QTRY_VERIFY(!bench().data().state().canUndo);
        exportRun();
        QVERIFY(!remark()->isVisible()); // they are the same again
        bench().data().resplit({0.3, 0.1, 5});
        QTRY_COMPARE(bench().data().state().counts.validation, 12);
        exportRun();
        QVERIFY(remark()->isVisible());
    }

private:
    // Trying and exporting need a model only, and opening the run leads to one of them.
    void checkUnjudged(const char* reason) {
        const StageState evaluate = bench().stage(Stage::Evaluate);
        QVERIFY(!evaluate.possible);
        QVERIFY2(evaluate.reason.contains(reason), qPrintable(evaluate.reason));
        window_->go(Stage::Runs);
        press(*window_, Stage::Runs, "open");
        QTRY_COMPARE(window_->stage(), Stage::Try);
        on<QPlainTextEdit>(*window_, Stage::Try, "tryText")->setPlainText("where is my card");
        QTRY_COMPARE_WITH_TIMEOUT(on<BarList>(*window_, Stage::Try, "probabilities")->bars().size(),
                                  std::size_t{2}, patient);
        exportRun();
        QVERIFY2(remark()->isVisible() && remark()->text().contains("never judged"),
                 qPrintable(remark()->text()));
    }

    void exportRun() {
        window_->go(Stage::Export);
        QCOMPARE(window_->stage(), Stage::Export);
        on<QLineEdit>(*window_, Stage::Export, "exportFolder")
            ->setText(path("exported-") + QString::number(++exports_));
        press(*window_, Stage::Export, "export");
        QTRY_VERIFY_WITH_TIMEOUT(on<ProofCard>(*window_, Stage::Export, "exportProof")->isProven(), patient);
        QTRY_VERIFY(bench().activities().running().isEmpty());
    }
    Label* remark() { return on<Label>(*window_, Stage::Export, "proofRemark"); }

    ConfusionSelection someCell() {
        const Confusion& confusion = bench().runs().current()->evaluation()->metrics.confusion;
        for (std::int64_t actual = 0; actual < 2; ++actual)
            for (std::int64_t predicted = 0; predicted < 2; ++predicted)
                if (confusion.at(actual, predicted) > 0) return {actual, predicted};
        return {};
    }
    static QString shownText(const Table& table) {
        return table.model()->index(0, ExamplesModel::Text).data().toString();
    }

    QTemporaryDir scratch_;
    int exports_ = 0;
};

QTEST_MAIN(TestRuns)
#include "tst_runs.moc"
