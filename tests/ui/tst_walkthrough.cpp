// A person's way through the window: every page, by its own controls, on the sample with a tiny checkpoint.
#include "tests/support/WindowTest.h"
#include "ui/models/LadderModel.h"
#include "ui/pages/Export/ProofCard.h"
#include "ui/widgets/BarList.h"
#include "ui/widgets/EntryList.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/Table.h"

#include <QLineEdit>
#include <QPlainTextEdit>

using namespace espalier;
using namespace espalier::test;

class WalkthroughTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void fromTheFileToTheExport();
    void theSampleByOneClick();

private:
    QTemporaryDir scratch_;
};

void WalkthroughTest::initTestCase() {
    keepTo(scratch_);
}

void WalkthroughTest::fromTheFileToTheExport() {
    MainWindow window;
    window.show();
    Workbench& bench = window.bench();
    bench.createProject(scratch_.filePath("tickets.espalier"), "Tickets");
    QTRY_VERIFY(bench.project());

    bench.offerFile(ESPALIER_SOURCE "/resources/samples/tickets.csv"); // as a drop on the window does
    press(window, Stage::Data, "import");
    QTRY_VERIFY_WITH_TIMEOUT(!bench.data().state().empty(), patient);
    QCOMPARE(bench.data().state().counts.total(), 369);
    press(window, Stage::Data, "continueToModel");
    QCOMPARE(window.stage(), Stage::Model);

    QTRY_VERIFY(bench.models().isListed());
    on<EntryList>(window, Stage::Model, "models")->choose(models + "/tiny-bert");
    QTRY_VERIFY(bench.models().chosen());
    auto* ladder = qobject_cast<LadderModel*>(on<Table>(window, Stage::Model, "ladder")->model());
    QVERIFY(ladder);
    QTRY_COMPARE(ladder->rowCount(), 6); // head, pooler, three blocks, embeddings
    const auto all = ladder->trainable();
    press(window, Stage::Model, "preset-1");
    QVERIFY(ladder->trainable() < all);
    QTRY_COMPARE(bench.recipe().freeze, ladder->frozen());
    press(window, Stage::Model, "continueToTraining");
    QCOMPARE(window.stage(), Stage::Train);

    Recipe recipe = bench.recipe();
    recipe.epochs = 1;
    recipe.threads = 1;
    recipe.device = Device::Cpu;
    bench.setRecipe(recipe);
    press(window, Stage::Train, "start");
    QVERIFY(bench.training().isRunning());
    QTRY_VERIFY_WITH_TIMEOUT(!bench.training().isRunning(), patient);
    QVERIFY(!bench.training().problem());
    QTRY_VERIFY(bench.runs().current());

    window.go(Stage::Evaluate);
    QCOMPARE(window.stage(), Stage::Evaluate);
    window.go(Stage::Try);
    on<QPlainTextEdit>(window, Stage::Try, "tryText")->setPlainText("I was charged twice this month");
    auto* bars = on<BarList>(window, Stage::Try, "probabilities");
    QTRY_COMPARE_WITH_TIMEOUT(bars->bars().size(), std::size_t{8}, patient);
    double sum = 0;
    for (const auto& bar : bars->bars()) sum += bar.share;
    QVERIFY(std::abs(sum - 1) < 1e-3);

    window.go(Stage::Export);
    const auto target = scratch_.filePath("exported");
    on<QLineEdit>(window, Stage::Export, "exportFolder")->setText(target);
    press(window, Stage::Export, "export");
    QTRY_VERIFY_WITH_TIMEOUT(on<ProofCard>(window, Stage::Export, "exportProof")->isProven(), patient);
    QVERIFY(QFile::exists(target + "/model.safetensors"));
    QVERIFY(QFile::exists(target + "/config.json"));
}

void WalkthroughTest::theSampleByOneClick() {
    qputenv("XDG_DOCUMENTS_DIR", scratch_.path().toLocal8Bit());
    qputenv("HOME", scratch_.path().toLocal8Bit());
    MainWindow window;
    window.show();
    auto* button = window.findChild<QPushButton*>("trySample-tickets");
    QVERIFY(button);
    QTest::mouseClick(button, Qt::LeftButton);
    Workbench& bench = window.bench();
    QTRY_VERIFY_WITH_TIMEOUT(bench.training().isRunning(), patient);
    QCOMPARE(window.stage(), Stage::Train);
    QTRY_VERIFY_WITH_TIMEOUT(bench.runs().current(), patient);
    QCOMPARE(bench.runs().current()->summary.state, RunState::Finished);
}

QTEST_MAIN(WalkthroughTest)
#include "tst_walkthrough.moc"
