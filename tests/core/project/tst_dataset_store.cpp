#include "core/base/Error.h"
#include "core/project/DatasetStore.h"
#include "tests/support/ScratchFolder.h"

#include <QTest>

#include <thread>

using namespace espalier;
using Method = DatasetInfo::SplitMethod;
using Order = RowQuery::Order;
using Ids = std::vector<std::int64_t>;

namespace {

// 40 rows: labels a (20), b (12), c (8); lines 2 to 41.
std::string forty() {
    std::string bytes = "text,label\n";
    for (int i = 0; i < 40; ++i) {
        const char* label = i % 2 == 0 ? "a" : i % 5 == 0 || i % 3 == 0 ? "c" : "b";
        bytes += "Text number " + std::to_string(i) + std::string(static_cast<std::size_t>(i % 7), '!') +
                 "," + label + "\n";
    }
    return bytes;
}

ImportRequest requestFor(const fs::path& file) {
    ImportRequest request;
    request.file = file;
    request.columns.text = "text";
    request.columns.label = "label";
    return request;
}

Ids idsOf(const std::vector<StoredRow>& rows) {
    Ids ids;
    for (const auto& row : rows) ids.push_back(row.id);
    return ids;
}

template<class Work>
QString failureOf(ErrorKind kind, Work&& work) {
    try {
        work();
    } catch (const Error& error) {
        return error.kind() == kind ? QString(error.what()) : "another kind: " + QString(error.what());
    }
    return "no error";
}

#define VERIFY_SAYS(says, part) QVERIFY2((says).contains(part), qPrintable(says))

} // namespace

class TestDatasetStore : public QObject {
    Q_OBJECT

    std::unique_ptr<ScratchFolder> folder_;
    std::unique_ptr<DatasetStore> store_;

    ImportReport importText(std::string_view bytes) {
        return store_->import(requestFor(folder_->write("rows.csv", bytes)));
    }
    Ids ids(const RowQuery& query, std::int64_t offset = 0, std::int64_t limit = 1000) {
        return idsOf(store_->rows(query, offset, limit));
    }

private slots:
    void init() {
        folder_ = std::make_unique<ScratchFolder>();
        store_ = std::make_unique<DatasetStore>(*folder_ / "data.sqlite");
    }
    void cleanup() {
        store_.reset();
        folder_.reset();
    }

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
        store_ = std::make_unique<DatasetStore>(*folder_ / "data.sqlite");
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

    void importForgetsEdits() {
        importText("text,label\n1,a\n2,b\n");
        store_->setLabel(1, "b");
        importText("text,label\n1,a\n2,b\n");
        QVERIFY(!store_->canUndo());
        QCOMPARE(store_->row(1)->label, "a");
    }

    void damagedDatabases() {
        const auto open = [](const fs::path& file) {
            return failureOf(ErrorKind::Format, [&] { DatasetStore store(file); });
        };
        VERIFY_SAYS(open(folder_->write("text.sqlite", std::string(5000, 'x'))), "is damaged");
        store_.reset();
        std::string bytes = readFile(*folder_ / "data.sqlite");
        bytes.replace(60, 4, std::string("\0\0\0\x63", 4)); // user_version of SQLite's header
        VERIFY_SAYS(open(folder_->write("newer.sqlite", bytes)), "version 99, this program reads up to 1");
        bytes.replace(68, 4, "abcd"); // application_id
        VERIFY_SAYS(open(folder_->write("other.sqlite", bytes)), "of another program");
        VERIFY_SAYS(failureOf(ErrorKind::File, [&] { DatasetStore store(*folder_ / "no" / "data.sqlite"); }),
                    "can't be opened");
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

QTEST_APPLESS_MAIN(TestDatasetStore)
#include "tst_dataset_store.moc"
