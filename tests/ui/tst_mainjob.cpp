// The whole main job through the real window, on a small part of the sample with a tiny checkpoint.
#include "tests/support/WindowTest.h"
#include "ui/charts/ConfusionView.h"
#include "ui/charts/RunChart.h"
#include "ui/models/ExamplesModel.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Table.h"

#include <QMessageBox>
#include <QPushButton>

using namespace espalier;
using namespace espalier::test;

namespace {

ImportRequest sample() {
    ImportRequest request;
    request.file = ESPALIER_SOURCE "/resources/samples/tickets.csv";
    request.columns.text = "text";
    request.columns.label = "label";
    request.ratio = {0.2, 0.2, 1};
    return request;
}

} // namespace

class TestMainJob : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() {
        if (!QFile::exists(models + "/tiny-bert/config.json"))
            QSKIP("tests/fixtures/models/tiny-bert is not there");
        keepTo(scratch_);
        Theme::current();
    }

    void mainJob() {
        MainWindow window;
        window.show();
        Workbench& bench = window.bench();
        bench.createProject(folder_, "Tickets");
        QTRY_VERIFY(bench.project());
        QCOMPARE(window.stage(), Stage::Data);

        bench.data().import(sample());
        QTRY_VERIFY_WITH_TIMEOUT(!bench.data().state().empty(), patient);
        QCOMPARE(bench.data().state().labels.size(), 8U);
        QTRY_VERIFY(bench.models().isListed());
        bench.chooseModel("tiny-bert");
        QTRY_VERIFY(bench.models().chosen());
        QVERIFY(bench.stage(Stage::Train).possible);
        QVERIFY(!bench.stage(Stage::Evaluate).possible);

        Recipe recipe = bench.recipe();
        recipe.epochs = 2;
        recipe.batch = 64;
        recipe.device = Device::Cpu;
        recipe.freeze = {"embeddings"};
        bench.setRecipe(recipe);
        window.go(Stage::Train);
        press(window, Stage::Train, "start");
        QVERIFY(bench.training().isRunning());
        QTRY_VERIFY_WITH_TIMEOUT(!bench.training().isRunning(), patient);
        QVERIFY2(!bench.training().problem(), "training failed");
        QCOMPARE(bench.training().history().evaluations.size(), 2U);
        QVERIFY(on<RunChart>(window, Stage::Train)->size() > 0);

        QTRY_VERIFY(bench.runs().current());
        checkEvaluation(window);
        QCOMPARE(bench.runs().runs().size(), 1U);
    }

    void reopened() {
        MainWindow window;
        Workbench& bench = window.bench();
        bench.openProject(folder_);
        QTRY_VERIFY(bench.runs().current());
        QTRY_VERIFY(bench.models().chosen());
        QTRY_VERIFY(!bench.data().state().empty());
        QCOMPARE(bench.models().chosen()->name, "tiny-bert");
        QCOMPARE(bench.recipe().batch, 64);
        QCOMPARE(bench.recipe().freeze, std::vector<std::string>{"embeddings"});
        QCOMPARE(bench.runs().current()->history.evaluations.size(), 2U);
        QVERIFY(!bench.runs().current()->history.steps.empty());
        checkEvaluation(window);
    }

    void stoppedRunsAreKept() {
        MainWindow window;
        Workbench& bench = window.bench();
        startLongRun(bench);
        QTRY_VERIFY_WITH_TIMEOUT(!bench.training().history().steps.empty(), patient);
        bench.training().stopAndKeep();
        QTRY_VERIFY_WITH_TIMEOUT(!bench.training().isRunning(), patient);
        QTRY_COMPARE(bench.runs().runs().size(), 2U);
        QCOMPARE(bench.runs().runs().front().state, RunState::Stopped);
    }

    void discardedRunsLeaveTheList() {
        MainWindow window;
        Workbench& bench = window.bench();
        startLongRun(bench);
        QTRY_VERIFY_WITH_TIMEOUT(!bench.training().history().steps.empty(), patient);
        bench.training().discard();
        QTRY_VERIFY_WITH_TIMEOUT(!bench.training().isRunning(), patient);
        QTRY_VERIFY(QDir(folder_ + "/bin").exists());
        QTRY_COMPARE(bench.runs().runs().size(), 2U);
        bench.runs().discard(QString::fromStdString(bench.runs().runs().front().name));
        QTRY_COMPARE(bench.runs().runs().size(), 1U);
        QTRY_VERIFY(bench.runs().current()); // the other one
    }

    void closingWhileTrainingAsks() {
        MainWindow window;
        window.show();
        Workbench& bench = window.bench();
        startLongRun(bench);
        QTRY_VERIFY_WITH_TIMEOUT(!bench.training().history().steps.empty(), patient);
        window.close();
        auto* box = window.findChild<QMessageBox*>();
        QVERIFY(box && window.isVisible());
        for (QAbstractButton* button : box->buttons())
            if (box->buttonRole(button) == QMessageBox::AcceptRole) button->click();
        QTRY_VERIFY_WITH_TIMEOUT(!window.isVisible(), patient);
        QVERIFY(!bench.training().isRunning());
    }

    // The run that closing paused, in another window as after a restart.
    void pausedRunsGoOn() {
        MainWindow window;
        window.show();
        Workbench& bench = window.bench();
        bench.openProject(folder_);
        QTRY_VERIFY(bench.runs().current() && bench.runs().current()->summary.state == RunState::Paused);
        const auto runs = bench.runs().runs().size();
        const auto steps = static_cast<std::size_t>(bench.runs().current()->summary.steps);
        QTRY_VERIFY(bench.stage(Stage::Train).possible);
        window.go(Stage::Train);
        const auto* page = window.page(Stage::Train);
        auto* resume = page->findChild<QPushButton*>("resume");
        QTRY_VERIFY(resume->isVisible());
        resume->click();
        const auto& history = bench.training().history();
        QTRY_VERIFY_WITH_TIMEOUT(history.steps.size() > steps + 1, patient);
        for (std::size_t i = 0; i < history.steps.size(); ++i) // the curves begin where they began
            QCOMPARE(history.steps[i].step, static_cast<std::int64_t>(i + 1));
        QVERIFY(!resume->isVisible());
        page->findChild<QPushButton*>("pause")->click();
        QTRY_VERIFY_WITH_TIMEOUT(!bench.training().isRunning(), patient);
        QTRY_VERIFY(bench.runs().current() &&
                    bench.runs().current()->summary.steps > static_cast<std::int64_t>(steps));
        QCOMPARE(bench.runs().current()->summary.state, RunState::Paused);
        QCOMPARE(bench.runs().runs().size(), runs);
        QTRY_VERIFY(resume->isVisible());
    }

private:
    void checkEvaluation(MainWindow& window) {
        window.go(Stage::Evaluate);
        QCOMPARE(window.stage(), Stage::Evaluate);
        auto* matrix = on<ConfusionView>(window, Stage::Evaluate);
        auto* examples = on<Table>(window, Stage::Evaluate, "examples")->model();
        const Confusion& confusion = window.bench().runs().current()->evaluation()->metrics.confusion;
        QCOMPARE(matrix->classes(), 8);
        for (std::int64_t predicted = 0; predicted < 8; ++predicted) {
            if (confusion.at(0, predicted) == 0) continue;
            matrix->select({0, predicted});
            QTRY_COMPARE(examples->rowCount(), static_cast<int>(confusion.at(0, predicted)));
            QVERIFY(!examples->index(0, ExamplesModel::Text).data().toString().isEmpty());
        }
    }

    void startLongRun(Workbench& bench) {
        bench.openProject(folder_);
        QTRY_VERIFY(bench.models().chosen());
        QTRY_VERIFY(bench.stage(Stage::Train).possible);
        Recipe recipe = bench.recipe();
        recipe.epochs = 1000;
        bench.setRecipe(recipe);
        bench.startTraining();
    }

    QTemporaryDir scratch_;
    QString folder_ = scratch_.filePath("tickets.espalier");
};

QTEST_MAIN(TestMainJob)
#include "tst_mainjob.moc"
