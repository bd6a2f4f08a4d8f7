// What goes in and out of the window by files, and what happens when that is stopped or fails.
#include "tests/support/FullDisk.h"
#include "tests/support/WindowTest.h"
#include "ui/dialogs/PathDialog.h"
#include "ui/models/RowsModel.h"
#include "ui/pages/Data/RoleHeader.h"
#include "ui/pages/Export/ProofCard.h"
#include "ui/widgets/BarList.h"
#include "ui/widgets/Choice.h"
#include "ui/widgets/Table.h"

#include <QApplication>
#include <QClipboard>
#include <QDirIterator>
#include <QDropEvent>
#include <QLineEdit>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QToolButton>

using namespace espalier;
using namespace espalier::test;

namespace {

QByteArray rows(int count, const char* header = "text,label\n", char delimiter = ',') {
    QByteArray bytes = header;
    for (int i = 0; i < count; ++i)
        bytes += (i % 2 ? "where is my card" : "send the money now") + QByteArray(1, delimiter) +
                 (i % 2 ? "card" : "transfer") + '\n';
    return bytes;
}

const QByteArray pairs = [] {
    QByteArray bytes = "premise,hypothesis,label\n";
    for (int i = 0; i < 40; ++i)
        bytes += "the room is clean," + QByteArray(i % 2 ? "it is clean,yes\n" : "it is dirty,no\n");
    return bytes;
}();

void dropOn(QWidget* widget, const QString& file) {
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(file)});
    const QPoint middle = widget->rect().center();
    QDragEnterEvent enter(middle, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(widget, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop(middle, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(widget, &drop);
}

} // namespace

class TestPageFiles : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { keepTo(scratch_); }
    void init() {
        folder_ = std::make_unique<QTemporaryDir>();
        window_ = std::make_unique<MainWindow>();
        window_->show();
        QVERIFY(QTest::qWaitForWindowActive(window_.get()));
        bench().createProject(folder_->filePath("p.espalier"), "P");
        QTRY_VERIFY(bench().project());
    }
    void cleanup() {
        window_.reset();
        folder_.reset();
    }

    void pastedRows() {
        QGuiApplication::clipboard()->clear();
        press(*window_, Stage::Data, "paste");
        QVERIFY(notice(Stage::Data).contains("clipboard"));
        QGuiApplication::clipboard()->setText(rows(10, "text\tlabel\n", '\t')); // as a spreadsheet copies
        QTest::keySequence(window_.get(), QKeySequence::Paste);
        press(*window_, Stage::Data, "import");
        QTRY_COMPARE(bench().data().state().counts.total(), 10);
        QVERIFY(notice(Stage::Data).isEmpty());
    }

    void partsFromSeparateFiles() {
        bench().offerFile(write("train.csv", rows(10)));
        auto* method = on<Choice>(*window_, Stage::Data, "splitMethod");
        QTest::keyClick(method, Qt::Key_End);
        QVERIFY(!on<QPushButton>(*window_, Stage::Data, "import")->isEnabled()); // no file is chosen yet
        for (const auto& [button, file, count] :
             {std::tuple("partFile-0", "validation.csv", 4), std::tuple("partFile-1", "test.csv", 6)}) {
            setNextPath(write(file, rows(count)));
            press(*window_, Stage::Data, button);
        }
        press(*window_, Stage::Data, "import");
        QTRY_COMPARE(bench().data().state().counts.train, 10);
        QCOMPARE(bench().data().state().counts.validation, 4);
        QCOMPARE(bench().data().state().counts.test, 6);
    }

    void thousandsOfColumns() {
        constexpr int columns = 5000;
        QByteArray header, fields;
        for (int i = 0; i < columns - 2; ++i) {
            header += "c" + QByteArray::number(i) + ',';
            fields += QByteArray::number(i) + ',';
        }
        QByteArray bytes = header + "text,label\n";
        for (int i = 0; i < 10; ++i)
            bytes += fields + (i % 2 ? "where is my card,card\n" : "send money,transfer\n");
        bench().offerFile(write("wide.csv", bytes));
        auto* import = on<QPushButton>(*window_, Stage::Data, "import");
        QTRY_VERIFY_WITH_TIMEOUT(import->isEnabled(), patient); // the roles were guessed
        auto* roles = on<RoleHeader>(*window_, Stage::Data);
        QCOMPARE(roles->columnOf(ColumnRole::Label), columns - 1);
        const auto choices = [&] { return roles->findChildren<Choice*>(); };
        QTRY_VERIFY(roles->findChild<Choice*>("role-5")); // the columns have their widths
        QVERIFY(choices().size() < 50);
        QVERIFY(!roles->findChild<Choice*>("role-4999"));

        // From one to the next by Tab, also where it is not in view yet.
        roles->findChild<Choice*>("role-0")->setFocus(Qt::TabFocusReason);
        for (int i = 1; i < 30; ++i) {
            QTest::keyClick(window_->focusWidget(), Qt::Key_Tab);
            QTRY_COMPARE(window_->focusWidget()->objectName(), QStringLiteral("role-%1").arg(i));
        }
        auto* preview = qobject_cast<QTableView*>(roles->parentWidget());
        QVERIFY(preview->horizontalScrollBar()->value() > 0);

        preview->horizontalScrollBar()->setValue(preview->horizontalScrollBar()->maximum());
        auto* last = roles->findChild<Choice*>("role-4999");
        QVERIFY(last && last->isVisible());
        QCOMPARE(last->currentData().toInt(), int(ColumnRole::Label));
        QTest::keyClick(last, Qt::Key_End); // "Ignore"
        QCOMPARE(roles->columnOf(ColumnRole::Label), -1);
        roles->setRole(columns - 1, ColumnRole::Label);
        press(*window_, Stage::Data, "import");
        QTRY_COMPARE_WITH_TIMEOUT(bench().data().state().counts.total(), 10, patient);
    }

    void twoTexts() {
        import("pairs.csv", pairs);
        QCOMPARE(bench().data().state().info.columns.secondText, std::optional<std::string>("hypothesis"));
        auto* table = on<Table>(*window_, Stage::Data, "rows");
        QVERIFY(!table->isColumnHidden(RowsModel::Second));
        train();

        window_->go(Stage::Evaluate);
        auto* examples = on<Table>(*window_, Stage::Evaluate, "examples")->model();
        const auto& metrics = bench().runs().current()->evaluation()->metrics;
        if (metrics.accuracy < 1) // mistakes show both texts
            QTRY_VERIFY(examples->index(0, 0).data().toString().contains("clean | it is"));

        window_->go(Stage::Try);
        auto* second = on<QPlainTextEdit>(*window_, Stage::Try, "trySecondText");
        QVERIFY(second->isVisible());
        on<QPlainTextEdit>(*window_, Stage::Try, "tryText")->setPlainText("the room is clean");
        second->setPlainText("it is dirty");
        QTRY_COMPARE_WITH_TIMEOUT(on<BarList>(*window_, Stage::Try, "probabilities")->bars().size(),
                                  std::size_t(2), patient);

        // A file without the second text is not answered by half.
        dropOn(window_->page(Stage::Try), write("single.csv", rows(4)));
        press(*window_, Stage::Try, "predictFile");
        QTRY_VERIFY(notice(Stage::Try).contains("hypothesis"));
        QVERIFY(!QFile::exists(folder_->filePath("single.predicted.csv")));
    }

    void aTextOfAMegabyte() {
        QByteArray bytes = rows(40);
        bytes.replace("where is my card", QByteArray(1'000'000, 'x'));
        import("long.csv", bytes);
        auto* samples = on<Table>(*window_, Stage::Try, "trySamples");
        QTRY_COMPARE_WITH_TIMEOUT(samples->model()->rowCount(), 4, patient); // the test part's
        QSet<qsizetype> typed;
        for (int row = 0; row < samples->model()->rowCount(); ++row) {
            QVERIFY(samples->model()->index(row, 0).data().toString().size() < 500);
            samples->selectRow(row);
            typed.insert(on<QPlainTextEdit>(*window_, Stage::Try, "tryText")->toPlainText().size());
        }
        QCOMPARE(typed, (QSet<qsizetype>{18, 20'001}));
    }

    void aFileDroppedOnTry() {
        import("rows.csv", rows(40));
        train();
        window_->go(Stage::Try);
        dropOn(window_->page(Stage::Try), write("new.csv", rows(30)));
        press(*window_, Stage::Try, "predictFile");
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(folder_->filePath("new.predicted.csv")), patient);
        QFile file(folder_->filePath("new.predicted.csv"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readLine(), QByteArray("text,label,predicted_label,confidence\n"));
        QCOMPARE(file.readAll().count('\n'), 30);
    }

    void aPredictionIsStopped() {
        import("rows.csv", rows(40));
        train();
        window_->go(Stage::Try);
        dropOn(window_->page(Stage::Try), write("many.csv", rows(50'000)));
        press(*window_, Stage::Try, "predictFile");
        stop();
        QVERIFY(on<QPushButton>(*window_, Stage::Try, "predictFile")->isEnabled()); // it can begin again
        QTRY_VERIFY_WITH_TIMEOUT(leftovers().isEmpty(), patient);
        QVERIFY(!QFile::exists(folder_->filePath("many.predicted.csv")));
        QVERIFY(notice(Stage::Try).isEmpty());
    }

    void anImportIsStopped() {
        import("rows.csv", rows(40));
        bench().offerFile(write("many.csv", rows(200'000)));
        press(*window_, Stage::Data, "import");
        stop();
        QVERIFY(notice(Stage::Data).isEmpty());
        QCOMPARE(bench().data().state().info.name, "rows.csv"); // what was there stays
        press(*window_, Stage::Data, "import");                 // and at once again
        QTRY_COMPARE_WITH_TIMEOUT(bench().data().state().counts.total(), 200'000, patient);
        QVERIFY(notice(Stage::Data).isEmpty());
    }

    void anExportOntoAFullDisk() {
        import("rows.csv", rows(40));
        train();
        window_->go(Stage::Export);
        const QString target = folder_->filePath("exported");
        on<QLineEdit>(*window_, Stage::Export, "exportFolder")->setText(target);
        {
            const FullDisk disk(100'000); // the weights have 240 kB
            press(*window_, Stage::Export, "export");
            QTRY_VERIFY(!notice(Stage::Export).isEmpty());
        }
        QVERIFY(notice(Stage::Export).contains("model.safetensors"));
        QVERIFY(notice(Stage::Export).contains("can't be written"));
        QVERIFY(!QFile::exists(target));
        QVERIFY2(leftovers().isEmpty(), qPrintable(leftovers().join(' ')));
        press(*window_, Stage::Export, "export"); // there is room again
        QTRY_VERIFY_WITH_TIMEOUT(on<ProofCard>(*window_, Stage::Export, "exportProof")->isProven(), patient);
        QVERIFY(notice(Stage::Export).isEmpty());
    }

private:
    Workbench& bench() { return window_->bench(); }

    QString write(const QString& name, const QByteArray& bytes) {
        QFile file(folder_->filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("can't write %s", qPrintable(name));
        return file.fileName();
    }
    QString notice(Stage stage) {
        auto* notice = window_->page(stage)->findChild<Notice*>();
        return notice->isHidden() ? QString() : notice->text();
    }
    // Files and folders under their temporary names.
    QStringList leftovers() {
        QStringList found;
        for (QDirIterator it(folder_->path(), {"*.tmp", "*.old"}, QDir::AllEntries,
                             QDirIterator::Subdirectories);
             it.hasNext();)
            found << it.next();
        return found;
    }
    void import(const QString& name, const QByteArray& bytes) {
        bench().offerFile(write(name, bytes));
        press(*window_, Stage::Data, "import");
        QTRY_COMPARE(bench().data().state().info.name, name.toStdString());
    }
    void train() {
        QTRY_VERIFY(bench().models().isListed());
        bench().chooseModel("tiny-bert");
        QTRY_VERIFY(bench().models().chosen());
        Recipe recipe = bench().recipe();
        recipe.epochs = 1;
        recipe.threads = 1;
        recipe.device = Device::Cpu;
        bench().setRecipe(recipe);
        bench().startTraining();
        QTRY_VERIFY_WITH_TIMEOUT(bench().runs().current(), patient);
    }
    void stop() {
        auto* button = window_->findChild<QToolButton*>("stopActivity");
        QVERIFY(button && button->isVisible());
        QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(bench().activities().running().isEmpty());
    }

    QTemporaryDir scratch_;
    std::unique_ptr<QTemporaryDir> folder_;
    std::unique_ptr<MainWindow> window_;
};

QTEST_MAIN(TestPageFiles)
#include "tst_pagefiles.moc"
