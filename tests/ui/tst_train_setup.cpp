// Before a run: a recipe from a file, and the learning rate that suits.
#include "core/base/Files.h"
#include "tests/support/WindowTest.h"
#include "ui/dialogs/PathDialog.h"
#include "ui/pages/Train/RateFinderView.h"
#include "ui/widgets/Notice.h"

#include <QComboBox>

using namespace espalier;
using namespace espalier::test;

class TrainSetupTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void aRecipeFromAFile();
    void aFileThatIsNone();
    void theRateThatSuits();
    void aTrialCanBeCancelled();

private:
    QTemporaryDir scratch_;
    std::unique_ptr<MainWindow> window_;
    Workbench& bench() { return window_->bench(); }
    QString written(const char* name, const char* text) {
        const QString file = scratch_.filePath(name);
        writeFileAtomically(file.toStdString(), text);
        return file;
    }
};

void TrainSetupTest::initTestCase() {
    keepTo(scratch_);
    window_ = std::make_unique<MainWindow>();
    window_->show();
    bench().createProject(scratch_.filePath("tickets.espalier"), "Tickets");
    QTRY_VERIFY(bench().project());
    ImportRequest request;
    request.file = ESPALIER_SOURCE "/resources/samples/tickets.csv";
    request.columns.text = "text";
    request.columns.label = "label";
    bench().data().import(request);
    QTRY_VERIFY_WITH_TIMEOUT(!bench().data().state().empty(), patient);
    bench().chooseModel(models + "/tiny-bert");
    QTRY_VERIFY(bench().models().chosen());
    Recipe recipe = bench().recipe();
    recipe.device = Device::Cpu;
    recipe.threads = 1;
    bench().setRecipe(recipe);
    window_->go(Stage::Train);
    auto* faces = on<QComboBox>(*window_, Stage::Train, "face");
    faces->setCurrentIndex(3); // the learning rate's is made when it is first looked at
    faces->setCurrentIndex(0);
}

void TrainSetupTest::aRecipeFromAFile() {
    const auto model = bench().recipe().model;
    setNextPath(written("recipe.json", R"({"version": 1, "model": "elsewhere", "epochs": 7, "device": "cpu",
        "threads": 1, "data_hash": "f00", "labels": ["a", "b"], "optimizer": "lion"})"));
    press(*window_, Stage::Train, "loadRecipe");
    QTRY_COMPARE(bench().recipe().epochs, 7.0);
    QCOMPARE(bench().recipe().optimizer, "lion");
    QCOMPARE(bench().recipe().model, model); // chosen on its own page
    QVERIFY(bench().recipe().dataHash.empty());
    QVERIFY(bench().recipe().labels.empty());
}

void TrainSetupTest::aFileThatIsNone() {
    const Recipe before = bench().recipe();
    setNextPath(written("wrong.json", R"({"epoch": 7})"));
    press(*window_, Stage::Train, "loadRecipe");
    auto* notice = window_->page(Stage::Train)->findChild<Notice*>();
    QTRY_VERIFY(notice && notice->isVisible());
    QVERIFY(bench().recipe() == before);
}

void TrainSetupTest::theRateThatSuits() {
    auto* view = window_->page(Stage::Train)->findChild<RateFinderView*>();
    QVERIFY(view);
    auto* start = view->findChild<QPushButton*>("findRate");
    QTRY_VERIFY(start->isEnabled());
    start->click();
    QTRY_VERIFY_WITH_TIMEOUT(view->finding(), patient);
    QVERIFY(view->finding()->trials.size() > 10);
    QVERIFY(view->finding()->suggestion > 0);
    view->findChild<QPushButton*>("useRate")->click();
    QCOMPARE(bench().recipe().learningRate, view->finding()->suggestion);
}

void TrainSetupTest::aTrialCanBeCancelled() {
    auto* view = window_->page(Stage::Train)->findChild<RateFinderView*>();
    auto* start = view->findChild<QPushButton*>("findRate");
    start->click();
    QCOMPARE(bench().activities().running().size(), 1);
    start->click(); // it says Cancel now
    QCOMPARE(bench().activities().running().size(), 0);
}

QTEST_MAIN(TrainSetupTest)
#include "tst_train_setup.moc"
