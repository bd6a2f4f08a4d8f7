// The tasks that are not one label a text, through the real window: from the file to the exported model.
#include "core/task/Names.h"
#include "tests/support/WindowTest.h"
#include "ui/charts/ConfusionView.h"
#include "ui/charts/ScatterChart.h"
#include "ui/models/ExamplesModel.h"
#include "ui/pages/Export/ProofCard.h"
#include "ui/pages/Try/AnswerCard.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/Table.h"

#include <QComboBox>
#include <QFile>
#include <QLineEdit>
#include <QPlainTextEdit>

using namespace espalier;
using namespace espalier::test;

namespace {

QByteArray severalLabels() {
    const char* words[] = {"card", "money", "hotel"};
    QByteArray bytes = "text,labels\n";
    for (int i = 0; i < 90; ++i) {
        const char *a = words[i % 3], *b = words[i / 3 % 3];
        bytes += QByteArray("the ") + a + " is " + b + ",";
        bytes += i % 3 == i / 3 % 3 ? QByteArray(a) : QByteArray(a) + ";" + b;
        bytes += "\n";
    }
    return bytes;
}

QByteArray numbersToLearn() {
    const char* words[] = {"card", "money", "hotel"};
    QByteArray bytes = "text,score\n";
    for (int i = 0; i < 90; ++i)
        bytes += QByteArray("the ") + words[i % 3] + " is clean," + QByteArray::number(1.5 * (i % 3) - 0.25) +
                 "\n";
    return bytes;
}

} // namespace

class WindowTasksTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { keepTo(scratch_); }
    void fromTheFileToTheExport_data();
    void fromTheFileToTheExport();
    void anAnswerIsAwaited();
    void aNewTaskPutsBackWhatOnlyTheOldOneHad();

private:
    void importFile(MainWindow& window, const QString& name, const QByteArray& bytes);
    QTemporaryDir scratch_;
};

void WindowTasksTest::importFile(MainWindow& window, const QString& name, const QByteArray& bytes) {
    QFile file(scratch_.filePath(name));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
    file.close();
    window.bench().offerFile(file.fileName());
}

void WindowTasksTest::fromTheFileToTheExport_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("task");
    QTest::addColumn<QString>("shown");
    QTest::newRow("several labels") << severalLabels() << multiLabel << "Any number of labels a text";
    QTest::newRow("a number") << numbersToLearn() << regression << "A number for each text";
}

void WindowTasksTest::fromTheFileToTheExport() {
    QFETCH(QByteArray, bytes);
    QFETCH(QString, task);
    QFETCH(QString, shown);
    MainWindow window;
    window.show();
    Workbench& bench = window.bench();
    bench.createProject(scratch_.filePath(task + ".espalier"), "Tasks");
    QTRY_VERIFY(bench.project());
    importFile(window, task + ".csv", bytes);
    auto* choice = on<QComboBox>(window, Stage::Data, "task");
    QTRY_COMPARE(choice->currentText(), shown); // guessed
    press(window, Stage::Data, "import");
    QTRY_VERIFY_WITH_TIMEOUT(!bench.data().state().empty(), patient);
    const bool numbers = task == regression;
    QCOMPARE(bench.data().state().outputs(), numbers ? 1 : 3);
    QTRY_COMPARE(bench.recipe().task, task.toStdString());

    bench.chooseModel(models + "/tiny-bert");
    QTRY_VERIFY(bench.models().chosen());
    Recipe recipe = bench.recipe();
    recipe.epochs = 12;
    recipe.learningRate = 5e-3;
    recipe.batch = 8;
    recipe.threads = 1;
    recipe.device = Device::Cpu;
    bench.setRecipe(recipe);
    window.go(Stage::Train);
    press(window, Stage::Train, "start");
    QTRY_VERIFY_WITH_TIMEOUT(!bench.training().isRunning(), patient);
    QVERIFY(!bench.training().problem());
    QTRY_VERIFY(bench.runs().current());
    const Figures judged = bench.runs().current()->summary.judged();
    QVERIFY2(numbers ? *figureNamed(judged, "rmse") < 0.5 : *figureNamed(judged, "micro_f1") > 0.9,
             judged.front().first.c_str());

    window.go(Stage::Evaluate);
    QCOMPARE(window.stage(), Stage::Evaluate);
    Page* evaluate = window.page(Stage::Evaluate);
    QCOMPARE(evaluate->findChild<ScatterChart*>()->isVisible(), numbers);
    QVERIFY(!evaluate->findChild<ConfusionView*>()->isVisible());
    auto* examples = on<Table>(window, Stage::Evaluate, "examples");
    if (numbers) QTRY_VERIFY(examples->model()->rowCount() > 0); // all, the farthest off first
    QTRY_COMPARE(examples->model()->headerData(ExamplesModel::Actual, Qt::Horizontal).toString(),
                 numbers ? QString("Actual") : QString("Missed"));

    window.go(Stage::Try);
    auto* text = on<QPlainTextEdit>(window, Stage::Try, "tryText");
    auto* label = on<ElidedLabel>(window, Stage::Try, "predictedLabel");
    text->setPlainText("the hotel is money");
    if (numbers) {
        QTRY_VERIFY_WITH_TIMEOUT(label->text() != "–", patient);
        text->setPlainText("the hotel is clean");
        QTRY_VERIFY_WITH_TIMEOUT(std::abs(label->text().toDouble() - 2.75) < 0.8, patient);
    } else {
        QTRY_COMPARE_WITH_TIMEOUT(label->text(), "hotel, money", patient);
    }

    window.go(Stage::Export);
    on<QLineEdit>(window, Stage::Export, "exportFolder")->setText(scratch_.filePath(task + "-exported"));
    press(window, Stage::Export, "export");
    QTRY_VERIFY_WITH_TIMEOUT(on<ProofCard>(window, Stage::Export, "exportProof")->isProven(), patient);
}

void WindowTasksTest::aNewTaskPutsBackWhatOnlyTheOldOneHad() {
    MainWindow window;
    window.show();
    Workbench& bench = window.bench();
    bench.createProject(scratch_.filePath("changing.espalier"), "Changing");
    QTRY_VERIFY(bench.project());
    importFile(window, "labels.csv", "text,label\none,a\ntwo,b\nthree,a\nfour,b\nfive,a\nsix,b\n");
    press(window, Stage::Data, "import");
    QTRY_VERIFY_WITH_TIMEOUT(!bench.data().state().empty(), patient);
    Recipe recipe = bench.recipe();
    recipe.labelSmoothing = 0.1;
    recipe.sampling = "balanced";
    recipe.bestBy = "accuracy";
    recipe.epochs = 7;
    bench.setRecipe(recipe);
    importFile(window, "numbers.csv", numbersToLearn());
    press(window, Stage::Data, "import");
    QTRY_VERIFY_WITH_TIMEOUT(bench.data().state().numbers, patient);
    QTRY_COMPARE(bench.recipe().task, std::string(regression));
    QCOMPARE(bench.recipe().labelSmoothing, 0.0);
    QCOMPARE(bench.recipe().sampling, "shuffled");
    QCOMPARE(bench.recipe().bestBy, "auto");
    QCOMPARE(bench.recipe().epochs, 7.0);
}

// A slow model is not an empty page.
void WindowTasksTest::anAnswerIsAwaited() {
    AnswerCard card;
    const auto* note = card.findChild<QLabel*>("answerNote");
    card.retranslate();
    QVERIFY(note->text().startsWith("Type a text"));
    card.await();
    QVERIFY(note->text().startsWith("The model reads"));
    const Answer answer{textClassification, {"yes", "no"}, {0.9F, 0.1F}, {}, {0}};
    card.setAnswer(answer);
    QCOMPARE(card.label(), QString("yes"));
    card.await(); // the last answer stays until the next is there
    QCOMPARE(card.label(), QString("yes"));
    QVERIFY(note->text().endsWith("sure"));
    card.clear();
    QVERIFY(note->text().startsWith("Type a text"));
}

QTEST_MAIN(WindowTasksTest)
#include "tst_window_tasks.moc"
