// The rows there are: pages of them, searched, filtered, ordered and edited; and damaged files.
#include "tests/support/Failure.h"
#include "tests/support/StoreTest.h"

#include <SQLiteCpp/SQLiteCpp.h>

using namespace espalier;
using namespace espalier::test;
using Order = RowQuery::Order;
using Ids = std::vector<std::int64_t>;

class TestDatasetRows : public StoreTest {
    Q_OBJECT

    Ids ids(const RowQuery& query, std::int64_t offset = 0, std::int64_t limit = 1000) {
        Ids ids;
        for (const auto& row : store_->rows(query, offset, limit)) ids.push_back(row.id);
        return ids;
    }

private slots:
    void init() { freshStore(); }

    void beginsEmpty() {
        QCOMPARE(store_->info().name, "");
        QCOMPARE(store_->counts().total(), 0);
        QVERIFY(store_->labels().empty());
        QVERIFY(store_->rows({}, 0, 10).empty());
        QCOMPARE(store_->count({}), 0);
        QVERIFY(!store_->row(1));
        QVERIFY(!store_->canUndo());
        QVERIFY(!store_->undo());
        QVERIFY(store_->examples().train.empty());
    }

    void pages() {
        importText(forty());
        QCOMPARE(ids({}, 0, 3), (Ids{1, 2, 3}));
        QCOMPARE(ids({}, 38, 10), (Ids{39, 40}));
        QVERIFY(ids({}, 40, 10).empty());
        QVERIFY(ids({}, 1000, 10).empty());
        QVERIFY(ids({}, -5, 0).empty());
        RowQuery backwards;
        backwards.descending = true;
        QCOMPARE(ids(backwards, 0, 2), (Ids{40, 39}));
    }

    void filters() {
        importText(forty());
        RowQuery query;
        query.label = "c";
        QCOMPARE(store_->count(query), store_->labels()[2].total());
        for (const auto& row : store_->rows(query, 0, 100)) QCOMPARE(row.label, "c");
        query.label = "nobody";
        QCOMPARE(store_->count(query), 0);
        query = {};
        query.part = Part::Test;
        QCOMPARE(store_->count(query), store_->counts().test);
        query.label = "a";
        QCOMPARE(store_->count(query), store_->labels()[0].test);
        query = {};
        query.search = "NUMBER 1";
        QCOMPARE(ids(query), (Ids{2, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20}));
        query.descending = true;
        QCOMPARE(ids(query, 0, 2), (Ids{20, 19}));
    }

    void searchesTheSecondTextToo() {
        auto request = requestFor(folder_->write("p.csv", "text,more,label\none,Alpha,a\ntwo,beta,b\n"));
        request.columns.secondText = "more";
        store_->import(request);
        RowQuery query;
        query.search = "alpha";
        QCOMPARE(ids(query), (Ids{1}));
    }

    void orders() {
        importText("text,label\nbeta,y\nAlpha,x\ngamma ray,y\nalpha,z\n高血压,x\n");
        const auto in = [&](Order order, bool descending = false) {
            RowQuery query;
            query.order = order;
            query.descending = descending;
            return ids(query);
        };
        QCOMPARE(in(Order::Text), (Ids{2, 4, 1, 3, 5}));
        QCOMPARE(in(Order::Label), (Ids{2, 5, 1, 3, 4}));
        QCOMPARE(in(Order::Label, true), (Ids{4, 1, 3, 2, 5}));
        QCOMPARE(in(Order::Length), (Ids{5, 1, 2, 4, 3})); // in characters, not bytes
        QCOMPARE(in(Order::Length, true), (Ids{3, 2, 4, 1, 5}));
        store_->setPart(3, Part::Validation);
        store_->setPart(1, Part::Test);
        QCOMPARE(in(Order::Part).back(), 1);
    }

    void edits() {
        importText("text,label\n1,a\n2,b\n3,a\n4,b\n");
        RowQuery labelled;
        labelled.label = "new one";
        QCOMPARE(store_->count(labelled), 0);
        store_->setLabel(2, "  new one ");
        QCOMPARE(store_->row(2)->label, "new one");
        QVERIFY(store_->row(2)->edited);
        QCOMPARE(ids(labelled), (Ids{2}));
        QCOMPARE(store_->labelNames(), (std::vector<std::string>{"a", "b", "new one"}));

        const Part before = store_->row(3)->part;
        const Part other = before == Part::Test ? Part::Train : Part::Test;
        store_->setPart(3, other);
        QCOMPARE(store_->row(3)->part, other);

        QVERIFY(store_->canUndo());
        QCOMPARE(*store_->undo(), 3);
        QCOMPARE(store_->row(3)->part, before);
        QVERIFY(!store_->row(3)->edited);
        QCOMPARE(*store_->undo(), 2);
        QCOMPARE(store_->row(2)->label, "b");
        QCOMPARE(store_->count(labelled), 0);
        QCOMPARE(store_->labelNames(), (std::vector<std::string>{"a", "b"}));
        QVERIFY(!store_->canUndo());
    }

    void countsFollowEdits() {
        importText("text,label\n1,a\n2,b\n3,a\n4,b\n");
        const auto row = *store_->row(1);
        store_->setPart(1, row.part == Part::Validation ? Part::Test : Part::Validation);
        store_->setLabel(1, "b");
        const auto labels = store_->labels();
        QCOMPARE(labels[0].label, "b");
        QCOMPARE(labels[0].total(), 3);
        QCOMPARE(store_->counts().total(), 4);
    }

    void editsThatChangeNothing() {
        importText("text,label\n1,a\n2,b\n");
        store_->setLabel(1, "a");
        store_->setPart(1, store_->row(1)->part);
        QVERIFY(!store_->canUndo());
        QVERIFY(failureOf(ErrorKind::Usage, [&] { store_->setLabel(1, "  "); }).contains("can't be empty"));
        QVERIFY(
            failureOf(ErrorKind::Usage, [&] { store_->setLabel(1, "\u3000"); }).contains("can't be empty"));
        QVERIFY(failureOf(ErrorKind::Usage, [&] { store_->setLabel(99, "a"); }).contains("no row 99"));
        QVERIFY(!store_->canUndo());
    }

    void resplits() {
        importText(forty());
        store_->setLabel(1, "b");
        store_->setPart(2, store_->row(2)->part == Part::Test ? Part::Train : Part::Test);
        store_->resplit({0.5, 0.0, 3});
        QCOMPARE(store_->counts().validation, 20);
        QCOMPARE(store_->counts().test, 0);
        QCOMPARE(store_->info().ratio.validation, 0.5);
        QVERIFY(!store_->row(2)->edited); // the split before is gone
        QCOMPARE(*store_->undo(), 1);
        QVERIFY(!store_->canUndo());
    }

    void damagedDatabases() {
        const auto open = [](const fs::path& file) {
            return failureOf(ErrorKind::Format, [&] { DatasetStore store(file); });
        };
        VERIFY_SAYS(open(folder_->write("text.sqlite", std::string(5000, 'x'))), "is damaged");
        store_.reset();
        std::string bytes = readFile(*folder_ / "data.sqlite");
        bytes.replace(60, 4, std::string("\0\0\0\x63", 4)); // user_version of SQLite's header
        VERIFY_SAYS(open(folder_->write("newer.sqlite", bytes)), "version 99, this program reads up to 2");
        bytes.replace(68, 4, "abcd"); // application_id
        VERIFY_SAYS(open(folder_->write("other.sqlite", bytes)), "of another program");
        VERIFY_SAYS(failureOf(ErrorKind::File, [&] { DatasetStore store(*folder_ / "no" / "data.sqlite"); }),
                    "can't be opened");
    }

    void partsThatAreNone() {
        importText(forty());
        SQLite::Database database(*folder_ / "data.sqlite", SQLite::OPEN_READWRITE);
        for (const int part : {-1, 3, 1'000'000}) {
            database.exec(fmt::format("UPDATE rows SET part = {0} WHERE id = 7;"
                                      "UPDATE label_counts SET part = {0} WHERE label = 'a' AND part > 1 OR "
                                      "part < 0",
                                      part));
            const QString expected = QString("a row has the part %1, expected 0 to 2").arg(part);
            VERIFY_SAYS(failureOf(ErrorKind::Format, [&] { store_->examples(); }), expected);
            VERIFY_SAYS(failureOf(ErrorKind::Format, [&] { store_->rows({}, 0, 10); }), expected);
            VERIFY_SAYS(failureOf(ErrorKind::Format, [&] { store_->counts(); }), expected);
        }
    }

    void damagedPages() {
        importText(forty());
        store_.reset();
        std::string bytes = readFile(*folder_ / "data.sqlite");
        bytes.replace(4096, bytes.size() - 4096, std::string(bytes.size() - 4096, '\x5A'));
        folder_->write("data.sqlite", bytes);
        const QString says = failureOf(ErrorKind::Format, [&] {
            DatasetStore store(*folder_ / "data.sqlite");
            store.rows({}, 0, 10);
        });
        VERIFY_SAYS(says, "is damaged");
    }
};

QTEST_APPLESS_MAIN(TestDatasetRows)
#include "tst_dataset_rows.moc"
