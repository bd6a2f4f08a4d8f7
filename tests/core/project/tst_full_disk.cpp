// A disk that is full, played by a limit on the size of every database that is opened.
#include "core/base/Error.h"
#include "core/project/DatasetStore.h"
#include "tests/support/ScratchFolder.h"

#include <QTest>

#include <sqlite3.h>

using namespace espalier;

namespace {

int maxPages = 0; // 0: no limit

int limitPages(sqlite3* database, char**, const sqlite3_api_routines*) {
    if (maxPages == 0) return SQLITE_OK;
    return sqlite3_exec(database, ("PRAGMA max_page_count = " + std::to_string(maxPages)).c_str(), nullptr,
                        nullptr, nullptr);
}

ImportRequest requestFor(const fs::path& file) {
    ImportRequest request;
    request.file = file;
    request.columns.text = "text";
    request.columns.label = "label";
    return request;
}

} // namespace

class TestFullDisk : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { sqlite3_auto_extension(reinterpret_cast<void (*)()>(limitPages)); }
    void cleanupTestCase() { sqlite3_cancel_auto_extension(reinterpret_cast<void (*)()>(limitPages)); }

    void theOldDataStays() {
        ScratchFolder folder;
        maxPages = 40;
        DatasetStore store(folder / "data.sqlite");
        store.import(requestFor(folder.write("small.csv", "text,label\none,a\ntwo,b\nragged\n")));

        std::string large = "text,label\n";
        for (int i = 0; i < 20'000; ++i)
            large += "a row that takes some room on the disk,label " + std::to_string(i % 3) + "\n";
        try {
            store.import(requestFor(folder.write("large.csv", large + "ragged\n")));
            QFAIL("imported onto a full disk");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), ErrorKind::File);
            QVERIFY2(QString(error.what()).contains("disk is full"), error.what());
        }
        QCOMPARE(store.info().name, "small.csv");
        QCOMPARE(store.counts().total(), 2);
        QCOMPARE(store.rows({}, 0, 10).size(), std::size_t(2));
        QVERIFY(fs::exists(folder / "small.refused.csv"));
        QVERIFY(!fs::exists(folder / "large.refused.csv"));

        store.setLabel(1, "b"); // and goes on working
        QCOMPARE(store.row(1)->label, "b");
        maxPages = 0;
    }
};

QTEST_APPLESS_MAIN(TestFullDisk)
#include "tst_full_disk.moc"
