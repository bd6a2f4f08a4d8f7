// What a label column says, by the task: read, counted, divided, edited and brought back.
#include "core/project/LabelReading.h"
#include "core/task/Names.h"
#include "tests/support/Failure.h"
#include "tests/support/StoreTest.h"

#include <SQLiteCpp/SQLiteCpp.h>

using namespace espalier;
using namespace espalier::test;

class TestLabelReading : public StoreTest {
    Q_OBJECT

private slots:
    void init() { freshStore(); }

    void guesses_data() {
        QTest::addColumn<QStringList>("cells");
        QTest::addColumn<QString>("task");
        QTest::addColumn<QString>("separator");
        QTest::newRow("names") << QStringList{"a", "b", "a"} << textClassification << ";";
        QTest::newRow("few whole numbers") << QStringList{"0", "1", "1", "0"} << textClassification << ";";
        QTest::newRow("broken numbers") << QStringList{"0.5", "1", "2.25"} << regression << ";";
        QStringList many;
        for (int i = 0; i < 20; ++i) many << QString::number(i);
        QTest::newRow("many numbers") << many << regression << ";";
        QTest::newRow("several") << QStringList{"a;b", "b;c", "a;c", "a", "c"} << multiLabel << ";";
        QTest::newRow("several, bars") << QStringList{"a|b", "b|c", "a|c", "a"} << multiLabel << "|";
        QTest::newRow("several, commas") << QStringList{"a, b", "b, c", "a, c", "a"} << multiLabel << ",";
        QTest::newRow("one name with a comma")
            << QStringList{"Smith, John", "b", "b", "b", "c", "c"} << textClassification << ";";
        QTest::newRow("nothing") << QStringList{"", ""} << textClassification << ";";
        QTest::newRow("Chinese") << QStringList{"卡;转账", "转账", "卡;酒店", "酒店;转账"} << multiLabel
                                 << ";";
    }
    void guesses() {
        QFETCH(QStringList, cells);
        Preview preview;
        preview.columns = {"text", "label"};
        for (const auto& cell : cells) preview.rows.push_back({"text", cell.toStdString()});
        const auto reading = guessReading(preview, 1);
        QTEST(QString::fromStdString(reading.task), "task");
        QTEST(QString::fromStdString(reading.separator), "separator");
    }

    void severalLabels() {
        std::string bytes = "text,label\n";
        const char* cells[] = {"card; hotel", "card", "hotel ;card;card", "", "transfer"};
        for (int i = 0; i < 50; ++i) bytes += "Text " + std::to_string(i) + "," + cells[i % 5] + "\n";
        auto request = requestFor(folder_->write("rows.csv", bytes));
        request.labels = {multiLabel, ";"};
        request.ratio = {0.2, 0.2, 1};
        const auto report = store_->import(request);
        QCOMPARE(report.rows, 50); // a text without any label is one
        const auto labels = store_->labels();
        QCOMPARE(labels.size(), std::size_t{3});
        QCOMPARE(labels[0].label, "card");
        QCOMPARE(labels[0].total(), 30);
        for (const auto& label : labels) QVERIFY(label.train > 0 && label.validation > 0 && label.test > 0);
        QCOMPARE(store_->counts().total(), 50);
        QVERIFY(!store_->numbers());
        RowQuery query;
        query.label = "hotel";
        QCOMPARE(store_->count(query), 20);

        store_->setLabel(2, " transfer;card ; "); // was "card"
        QCOMPARE(store_->row(2)->label, "card;transfer");
        const auto total = [&](const std::string& name) {
            for (const auto& label : store_->labels())
                if (label.label == name) return label.total();
            return std::int64_t{0};
        };
        QCOMPARE(total("transfer"), 11);
        QCOMPARE(total("card"), 30);
        store_->setLabel(2, "");
        QCOMPARE(total("card"), 29);
        store_->undo();
        store_->undo();
        QCOMPARE(total("card"), 30);
        QCOMPARE(total("transfer"), 10);
        QCOMPARE(store_->row(2)->label, "card");

        openStore(); // remembered
        QCOMPARE(store_->info().labels.task, std::string(multiLabel));
        QCOMPARE(store_->examples().train.size() + store_->examples().validation.size() +
                     store_->examples().test.size(),
                 std::size_t{50});
    }

    void numbers() {
        std::string bytes = "text,label\n";
        for (int i = 0; i < 40; ++i) bytes += "Text," + std::to_string(i * 0.25) + "\n";
        auto request = requestFor(folder_->write("rows.csv", bytes + "Text,many\nText,\nText,nan\n"));
        request.labels.task = regression;
        request.ratio = {0.25, 0.25, 1};
        const auto report = store_->import(request);
        QCOMPARE(report.rows, 40);
        QCOMPARE(report.refused, 3);
        QCOMPARE(QString::fromStdString(report.refusedRows[0].reason.english()), "\"many\" is no number.");
        const auto spread = *store_->numbers();
        QCOMPARE(spread.least, 0.0);
        QCOMPARE(spread.most, 9.75);
        QCOMPARE(spread.mean, 4.875);
        QCOMPARE(spread.counts.size(), std::size_t{10});
        for (const auto count : spread.counts) QCOMPARE(count, 4);
        QVERIFY(store_->labels().empty());
        QCOMPARE(store_->counts().validation, 10);
        // Every part has low and high ones.
        for (const auto part : {Part::Train, Part::Validation, Part::Test}) {
            RowQuery query;
            query.part = part;
            query.order = RowQuery::Order::Label;
            const auto rows = store_->rows(query, 0, 100);
            QVERIFY(std::stod(rows.front().label) < 2 && std::stod(rows.back().label) > 7.5);
        }
        QVERIFY_EXCEPTION_THROWN(store_->setLabel(1, "much"), Error);
        store_->setLabel(1, " 12 ");
        QCOMPARE(store_->numbers()->most, 12.0);
        VERIFY_SAYS(failureOf(ErrorKind::Data,
                              [&] {
                                  auto same =
                                      requestFor(folder_->write("same.csv", "text,label\na,1\nb,1.0\n"));
                                  same.labels.task = regression;
                                  store_->import(same);
                              }),
                    "same.csv holds one number only, 1.");
        QCOMPARE(store_->numbers()->most, 12.0); // the old one stays
    }

    void weights() {
        auto request = requestFor(
            folder_->write("rows.csv", "text,label,weight\n1,a,2\n2,b,0.5\n3,a,0\n4,b,-1\n5,a,\n"));
        request.columns.weight = "weight";
        request.ratio = {0, 0, 1};
        QCOMPARE(store_->import(request).refused, 2);
        QCOMPARE(weightsOf(store_->examples().train), (std::vector<double>{2, 0.5, 0}));
        QCOMPARE(*store_->info().columns.weight, "weight");
    }

    // A project of the version before there were weights and tasks.
    void opensTheFirstVersion() {
        importText(forty());
        store_.reset();
        {
            SQLite::Database old((*folder_ / "data.sqlite").string(), SQLite::OPEN_READWRITE);
            old.exec("ALTER TABLE rows DROP COLUMN weight; PRAGMA user_version = 1;");
        }
        openStore();
        QCOMPARE(store_->counts().total(), 40);
        QCOMPARE(store_->info().labels.task, std::string(textClassification));
        for (const auto& example : store_->examples().train) QCOMPARE(example.weight, 1.0);
        importText(forty());
        QCOMPARE(store_->counts().total(), 40);
    }

    void nothingToLearnIsRefused() {
        auto request = requestFor(folder_->write("rows.csv", "text,label\na,\nb, ; \n"));
        request.labels = {multiLabel, ";"};
        VERIFY_SAYS(failureOf(ErrorKind::Data, [&] { store_->import(request); }),
                    "No row of rows.csv has a label.");
    }
};

QTEST_GUILESS_MAIN(TestLabelReading)
#include "tst_label_reading.moc"
