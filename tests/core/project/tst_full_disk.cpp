// A disk that is full, played by a limit on the size of every database that is opened.
#include "tests/support/Failure.h"
#include "tests/support/StoreTest.h"

#include <sqlite3.h>

using namespace espalier;
using namespace espalier::test;

namespace {

int maxPages = 0; // 0: no limit

int limitPages(sqlite3* database, char**, const sqlite3_api_routines*) {
    if (maxPages == 0) return SQLITE_OK;
    return sqlite3_exec(database, ("PRAGMA max_page_count = " + std::to_string(maxPages)).c_str(), nullptr,
                        nullptr, nullptr);
}

} // namespace

class TestFullDisk : public StoreTest {
    Q_OBJECT

private slots:
    void initTestCase() { sqlite3_auto_extension(reinterpret_cast<void (*)()>(limitPages)); }
    void cleanupTestCase() { sqlite3_cancel_auto_extension(reinterpret_cast<void (*)()>(limitPages)); }

    void theOldDataStays() {
        maxPages = 40;
        freshStore();
        store_->import(requestFor(folder_->write("small.csv", "text,label\none,a\ntwo,b\nragged\n")));

        std::string large = "text,label\n";
        for (int i = 0; i < 20'000; ++i)
            large += "a row that takes some room on the disk,label " + std::to_string(i % 3) + "\n";
        const auto request = requestFor(folder_->write("large.csv", large + "ragged\n"));
        VERIFY_SAYS(failureOf(ErrorKind::File, [&] { store_->import(request); }), "disk is full");
        QCOMPARE(store_->info().name, "small.csv");
        QCOMPARE(store_->counts().total(), 2);
        QCOMPARE(store_->rows({}, 0, 10).size(), std::size_t(2));
        QVERIFY(fs::exists(*folder_ / "small.refused.csv"));
        QVERIFY(!fs::exists(*folder_ / "large.refused.csv"));

        store_->setLabel(1, "b"); // and goes on working
        QCOMPARE(store_->row(1)->label, "b");
        maxPages = 0;
    }
};

QTEST_APPLESS_MAIN(TestFullDisk)
#include "tst_full_disk.moc"
