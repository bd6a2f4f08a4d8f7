// From files to rows: what an import takes, refuses, divides and leaves as it was.
#include "tests/support/Failure.h"
#include "tests/support/StoreTest.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <limits>
#include <thread>

using namespace espalier;
using namespace espalier::test;
using Method = DatasetInfo::SplitMethod;

class TestDatasetImport : public StoreTest {
    Q_OBJECT

private slots:
    void init() { freshStore(); }

    void imports() {
        std::vector<double> progress;
        auto request = requestFor(folder_->write("rows.csv", forty()));
        request.ratio = {0.2, 0.1, 4};
        request.progress = [&](double done) { progress.push_back(done); };
        const auto report = store_->import(request);
        QCOMPARE(report.rows, 40);
        QCOMPARE(report.refused, 0);
        QVERIFY(std::is_sorted(progress.begin(), progress.end()));
        QCOMPARE(progress.back(), 1.0);

        QCOMPARE(store_->counts().validation, 8);
        QCOMPARE(store_->counts().test, 4);
        QCOMPARE(store_->labelNames(), (std::vector<std::string>{"a", "b", "c"}));
        const auto labels = store_->labels();
        QCOMPARE(labels[0].label, "a");
        QCOMPARE(labels[0].total(), 20);
        QCOMPARE(labels[0].validation, 4);

        const auto row = *store_->row(3);
        QCOMPARE(row.id, 3);
        QCOMPARE(row.line, 4);
        QCOMPARE(row.text, "Text number 2!!");
        QCOMPARE(row.label, "a");
        QVERIFY(!row.pair && !row.edited);
    }

    void rememberedAfterReopening() {
        auto request =
            requestFor(folder_->write("rows.csv", "text;other;label;who\n1;x;a;p\n2;y;b;q\nbad\n"));
        request.dialect.delimiter = ';';
        request.columns.secondText = "other";
        request.columns.group = "who";
        request.ratio = {0, 0, 9};
        store_->import(request);
        store_->setLabel(1, "b");
        openStore();
        const auto info = store_->info();
        QCOMPARE(info.name, "rows.csv");
        QCOMPARE(info.source, request.file.string());
        QVERIFY(info.dialect == request.dialect);
        QCOMPARE(info.columns.text, "text");
        QCOMPARE(*info.columns.secondText, "other");
        QCOMPARE(*info.columns.group, "who");
        QVERIFY(!info.columns.split);
        QCOMPARE(info.method, Method::Ratio);
        QCOMPARE(info.ratio.seed, 9u);
        QCOMPARE(info.refused, 1);
        QCOMPARE(info.refusedFile, "rows.refused.csv");
        QCOMPARE(store_->refused()[0].line, 4);
        QCOMPARE(store_->refused()[0].reason.english(), "The row has 1 columns, the first row has 4.");
        QCOMPARE(*store_->row(2)->pair, "y");
        QVERIFY(store_->row(1)->edited);
        QCOMPARE(*store_->undo(), 1);
        QCOMPARE(store_->row(1)->label, "a");
    }

    void refusedRowsAreSavedBeside() {
        const auto report = importText("text,label\none,a\n,b\ntwo,\nthree,b\nfour,b,c\n");
        QCOMPARE(report.rows, 2);
        QCOMPARE(report.refused, 3);
        QCOMPARE(*report.refusedFile, *folder_ / "rows.refused.csv");
        QVERIFY(readFile(*report.refusedFile).find("The label is empty.") != std::string::npos);
        QCOMPARE(store_->refused().size(), std::size_t(3));
        importText("text,label\none,a\ntwo,b\n");
        QVERIFY(!fs::exists(*folder_ / "rows.refused.csv"));
        QVERIFY(store_->refused().empty());
    }

    void everyImportHasAnId() {
        QCOMPARE(store_->info().importId, "");
        QCOMPARE(store_->examples().importId, "");
        importText(forty());
        const std::string first = store_->info().importId;
        QCOMPARE(first.size(), std::size_t(16));
        QCOMPARE(store_->examples().importId, first);
        store_->setLabel(1, "b"); // edits and new splits are of the same import
        store_->undo();
        store_->resplit({0.3, 0.1, 2});
        openStore();
        QCOMPARE(store_->info().importId, first);
        QVERIFY_EXCEPTION_THROWN(importText("text,label\n"), Error);
        QCOMPARE(store_->info().importId, first);
        importText(forty());
        QVERIFY(store_->info().importId != first);
        QCOMPARE(store_->examples().importId, store_->info().importId);
    }

    void storesFromBeforeIds() {
        importText(forty());
        SQLite::Database(*folder_ / "data.sqlite", SQLite::OPEN_READWRITE)
            .exec("UPDATE facts SET value = json_remove(value, '$.import_id') WHERE name = 'info'");
        QCOMPARE(store_->info().importId, "");
        QCOMPARE(store_->info().name, "rows.csv");
        QCOMPARE(store_->examples().importId, "");
        QCOMPARE(store_->examples().train.size() + store_->examples().validation.size() +
                     store_->examples().test.size(),
                 std::size_t(40));
    }

    // The rows that an import refused lie beside the data, where a person corrects and imports them.
    void importsWhatWasRefused() {
        importText("text,label\none,a\ntwo,b\n,c\n");
        QCOMPARE(store_->info().refusedFile, "rows.refused.csv");
        const std::string corrected = "text,label\nthree,a\nfour,b\n,b\n";
        const auto file = folder_->write("rows.refused.csv", corrected);
        store_->import(requestFor(file));
        QCOMPARE(readFile(file), corrected);
        QCOMPARE(store_->info().refusedFile, "rows.refused.refused.csv");
        importText("text,label\none,a\ntwo,b\n,c\n"); // the name is the person's now
        QCOMPARE(readFile(file), corrected);
        QCOMPARE(store_->info().refusedFile, "rows.refused-2.csv");
        QVERIFY(!fs::exists(*folder_ / "rows.refused.refused.csv"));
        importText("text,label\none,a\ntwo,b\n");
        QCOMPARE(readFile(file), corrected);
        QVERIFY(!fs::exists(*folder_ / "rows.refused-2.csv"));
    }

    void filesOfOthersStay() {
        const auto notes = folder_->write("notes.refused.csv", "mine");
        const auto rows = folder_->write("rows.refused.csv", "mine too");
        importText("text,label\none,a\ntwo,b\n,c\n");
        QCOMPARE(store_->info().refusedFile, "rows.refused-2.csv");
        importText("text,label\none,a\ntwo,b\n,c\n,d\n");
        QCOMPARE(store_->info().refusedFile, "rows.refused-2.csv"); // replaced
        QCOMPARE(store_->info().refused, 2);
        importText("text,label\none,a\ntwo,b\n");
        QVERIFY(!fs::exists(*folder_ / "rows.refused-2.csv"));
        QCOMPARE(readFile(notes), "mine");
        QCOMPARE(readFile(rows), "mine too");
    }

    void recordedNamesLeadNowhereElse_data() {
        QTest::addColumn<QString>("names");
        QTest::newRow("above") << R"(["../outside.csv"])";
        QTest::newRow("the data") << R"(["data.sqlite", "./data.sqlite"])";
        QTest::newRow("above, named like one") << R"(["../outside.refused.csv"])";
        QTest::newRow("a folder") << R"(["runs", ".", "..", ""])";
        QTest::newRow("no names") << R"([1, null, {}])";
        QTest::newRow("no list") << R"("outside.csv")";
    }
    void recordedNamesLeadNowhereElse() {
        QFETCH(QString, names);
        const auto folder = *folder_ / "project";
        fs::create_directories(folder / "runs");
        DatasetStore store(folder / "data.sqlite");
        const auto refused = folder_->write("outside.refused.csv", "mine");
        const auto outside = folder_->write("outside.csv", "text,label\none,a\ntwo,b\n");
        store.import(requestFor(outside));
        SQLite::Database database(folder / "data.sqlite", SQLite::OPEN_READWRITE);
        SQLite::Statement update(database, "UPDATE facts SET value = ? WHERE name = 'refused_files'");
        update.bind(1, names.toStdString());
        QCOMPARE(update.exec(), 1);
        store.import(requestFor(folder_->write("other.csv", "text,label\none,a\ntwo,b\n")));
        QVERIFY(fs::exists(refused));
        QVERIFY(fs::exists(outside) && fs::exists(folder / "runs") && fs::exists(folder / "data.sqlite"));
        QCOMPARE(store.counts().total(), 2);
    }

    // A list of the files came later than a name of the first.
    void refusedFilesOfOlderStores() {
        importText("text,label\none,a\ntwo,b\n,c\n");
        SQLite::Database(*folder_ / "data.sqlite", SQLite::OPEN_READWRITE)
            .exec("DELETE FROM facts WHERE name = 'refused_files'");
        importText("text,label\none,a\ntwo,b\n");
        QVERIFY(!fs::exists(*folder_ / "rows.refused.csv"));
    }

    void splitByColumn() {
        auto request = requestFor(folder_->write(
            "s.csv", "text,label,part\n1,a,train\n2,b,Training\n3,a,dev\n4,b,test\n5,b,later\n6,a,测试\n"));
        request.method = Method::Column;
        request.columns.split = "part";
        const auto report = store_->import(request);
        QCOMPARE(report.refused, 1);
        VERIFY_SAYS(QString::fromStdString(report.refusedRows[0].reason.english()), "later");
        QCOMPARE(store_->counts().train, 2);
        QCOMPARE(store_->counts().validation, 1);
        QCOMPARE(store_->counts().test, 2);
        QCOMPARE(store_->info().method, Method::Column);
    }

    void splitByFiles() {
        auto request = requestFor(folder_->write("train.csv", "text,label\n1,a\n2,b\n"));
        request.method = Method::Files;
        request.validationFile = folder_->write("dev.csv", "label,text\na,3\nalone\n");
        request.testFile = folder_->write("held.csv", "text,label\n4,b\n5,a\n6\n");
        const auto report = store_->import(request);
        QCOMPARE(report.rows, 5);
        QCOMPARE(report.refused, 2);
        QCOMPARE(report.refusedFile->filename(), fs::path("train.validation.refused.csv"));
        QVERIFY(fs::exists(*folder_ / "train.test.refused.csv"));
        const auto examples = store_->examples();
        QCOMPARE(examples.train.size(), std::size_t(2));
        QCOMPARE(examples.validation[0].text, "3");
        QCOMPARE(examples.test[1].text, "5");
        QCOMPARE(examples.test[1].row, 5);
        QCOMPARE(store_->row(5)->line, 3);
    }

    void allRefusedFilesOfAnImportGo() {
        auto request = requestFor(folder_->write("train.csv", "text,label\n1,a\n2,b\n3\n"));
        request.method = Method::Files;
        request.testFile = folder_->write("held.csv", "text,label\n4,b\n5,a\n6\n");
        store_->import(request);
        QVERIFY(fs::exists(*folder_ / "train.refused.csv") &&
                fs::exists(*folder_ / "train.test.refused.csv"));
        importText(forty());
        QVERIFY(!fs::exists(*folder_ / "train.refused.csv") &&
                !fs::exists(*folder_ / "train.test.refused.csv"));
    }

    void separateFilesReadAsTheyAreWritten_data() {
        QTest::addColumn<QByteArray>("test");
        QTest::newRow("as the first") << QByteArray("text,label\nsee it,a\nhear it,b\n");
        QTest::newRow("tabs") << QByteArray("text\tlabel\nsee it\ta\nhear it\tb\n");
        QTest::newRow("semicolons") << QByteArray("text;label\nsee it;a\nhear it;b\n");
        QTest::newRow("single quotes") << QByteArray("text,label\n'see it','a'\n'hear it','b'\n");
        QTest::newRow("few rows that mislead")
            << QByteArray("label,text\na,see it\nragged\nb,hear it\nragged\n");
        static constexpr char16_t wide[] = u"\uFEFFtext\tlabel\nsee it\ta\nhear it\tb\n"; // little-endian
        QTest::newRow("UTF-16") << QByteArray(reinterpret_cast<const char*>(wide),
                                              sizeof wide - sizeof u'\0');
    }
    void separateFilesReadAsTheyAreWritten() {
        QFETCH(QByteArray, test);
        auto request = requestFor(folder_->write("train.csv", "text,label\n1,a\n2,b\n"));
        request.method = Method::Files;
        request.testFile = folder_->write("test.tsv", test.toStdString());
        store_->import(request);
        const auto examples = store_->examples();
        QCOMPARE(examples.test.size(), std::size_t(2));
        QCOMPARE(examples.test[0].text, "see it");
        QCOMPARE(examples.test[1].label, "b");
    }

    // Whether quotes enclose fields, and whether there is a header, is what a person may have set right.
    void correctionsHoldForFilesThatLookAlike() {
        const std::string rows = "\"one\",a\n\"two\",b\n";
        auto request = requestFor(folder_->write("train.csv", rows));
        request.method = Method::Files;
        request.testFile = folder_->write("test.csv", "\"three\",a\n\"four\",b\n");
        request.dialect.quote = '\0';
        request.dialect.header = false;
        request.columns.text = "Column 1";
        request.columns.label = "Column 2";
        store_->import(request);
        QCOMPARE(store_->examples().train[0].text, "\"one\"");
        QCOMPARE(store_->examples().test[0].text, "\"three\"");
        QCOMPARE(store_->examples().test.size(), std::size_t(2));
    }

    void groupsStayTogether() {
        std::string bytes = "text,label,who\n";
        for (int i = 0; i < 200; ++i)
            bytes += "t" + std::to_string(i) + (i % 2 ? ",a,p" : ",b,p") + std::to_string(i / 4) + "\n";
        auto request = requestFor(folder_->write("g.csv", bytes));
        request.columns.group = "who";
        store_->import(request);
        const auto together = [&] {
            for (std::int64_t id = 1; id <= 200; id += 4)
                for (std::int64_t other = id + 1; other < id + 4; ++other)
                    if (store_->row(id)->part != store_->row(other)->part) return false;
            return true;
        };
        QVERIFY(together());
        store_->resplit({0.3, 0.3, 11});
        QVERIFY(together());
        QCOMPARE(store_->counts().test, 60);
    }

    void failures() {
        importText(forty());
        const auto says = [&](ErrorKind kind, const ImportRequest& request) {
            return failureOf(kind, [&] { store_->import(request); });
        };
        const auto file = [&](std::string_view bytes) { return requestFor(folder_->write("f.csv", bytes)); };
        VERIFY_SAYS(says(ErrorKind::Data, file("")), "is empty");
        VERIFY_SAYS(says(ErrorKind::Data, file("text,label\n")), "has a header and no rows");
        VERIFY_SAYS(says(ErrorKind::Data, file("text,label\n1\n2\n")), "all 2 were refused");
        VERIFY_SAYS(says(ErrorKind::Data, file("text,klass\n1,2\n")), "has no column \"label\"");
        VERIFY_SAYS(says(ErrorKind::Data, file("text,label\n1,a\n2,a\n")), "holds one label only, \"a\"");
        VERIFY_SAYS(says(ErrorKind::File, requestFor(*folder_ / "missing.csv")), "missing.csv");

        auto unlabelled = file("text,label\n1,a\n2,b\n");
        unlabelled.columns.label.reset();
        VERIFY_SAYS(says(ErrorKind::Usage, unlabelled), "needs a text column and a label column");
        auto byColumn = file("text,label\n1,a\n2,b\n");
        byColumn.method = Method::Column;
        VERIFY_SAYS(says(ErrorKind::Usage, byColumn), "which part");
        auto byFiles = file("text,label\n1,a\n2,b\n");
        byFiles.method = Method::Files;
        byFiles.testFile = folder_->write("t.csv", "text,label\n3,c\n");
        VERIFY_SAYS(says(ErrorKind::Data, byFiles), "\"c\"");
        auto badShares = file("text,label\n1,a\n2,b\n");
        badShares.ratio = {0.6, 0.5, 1};
        VERIFY_SAYS(says(ErrorKind::Usage, badShares), "no rows for training");
        auto noShares = byFiles; // kept with the data set, whatever the method
        noShares.ratio.validation = std::numeric_limits<double>::quiet_NaN();
        VERIFY_SAYS(says(ErrorKind::Usage, noShares), "no rows for training");

        QCOMPARE(store_->info().name, "rows.csv"); // what was there before is untouched
        QCOMPARE(store_->counts().total(), 40);
        QCOMPARE(store_->count({}), 40);
        QVERIFY(!fs::exists(*folder_ / "f.refused.csv"));
    }

    void stopsAndKeepsTheOldRows() {
        importText(forty());
        std::string large = "text,label\nragged\n";
        while (large.size() < (4u << 20)) large += "some row with a text,x\nanother,y\n";
        for (const double at : {0.3, 0.85}) {
            StopSource source;
            auto request = requestFor(folder_->write("large.csv", large));
            request.stop = source.get_token();
            request.progress = [&](double done) {
                if (done >= at) source.request_stop();
            };
            QVERIFY_EXCEPTION_THROWN(store_->import(request), Stopped);
            QCOMPARE(store_->counts().total(), 40);
            QCOMPARE(store_->info().name, "rows.csv");
        }
        for (const auto& entry : fs::directory_iterator(folder_->path()))
            QVERIFY2(entry.path().string().find("refused") == std::string::npos, entry.path().c_str());
        importText(forty()); // the watcher is gone
    }

    void readsWhileImporting() {
        importText(forty());
        std::string large = "text,label\n";
        while (large.size() < (3u << 20)) large += "some row with a text,x\nanother,y\n";
        auto request = requestFor(folder_->write("large.csv", large));
        int looked = 0;
        QString edit;
        request.progress = [&](double done) {
            if (done >= 1 || looked++ > 0) return;
            std::thread([&] {
                QCOMPARE(store_->counts().total(), 40);
                QCOMPARE(store_->rows({}, 0, 5).size(), std::size_t(5));
                edit = failureOf(ErrorKind::Busy, [&] { store_->setLabel(1, "z"); });
            }).join();
        };
        store_->import(request);
        QVERIFY(looked > 0);
        VERIFY_SAYS(edit, "is being changed");
        QVERIFY(store_->count({}) > 1000);
    }

    void importForgetsEdits() {
        importText("text,label\n1,a\n2,b\n");
        store_->setLabel(1, "b");
        importText("text,label\n1,a\n2,b\n");
        QVERIFY(!store_->canUndo());
        QCOMPARE(store_->row(1)->label, "a");
    }
};

QTEST_APPLESS_MAIN(TestDatasetImport)
#include "tst_dataset_import.moc"
