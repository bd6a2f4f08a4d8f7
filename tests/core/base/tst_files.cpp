#include "core/base/Digest.h"
#include "core/base/Error.h"
#include "core/base/Files.h"

#include <QTemporaryDir>
#include <QTest>

using namespace espalier;

class FilesTest : public QObject {
    Q_OBJECT

private slots:
    void writesWholeOrNotAtAll();
    void leavesNothingWithoutCommit();
    void saysTheDiskIsFull();
    void buildsFoldersWholeOrNotAtAll();
    void manifestNamesADamagedFile();
    void lockIsExclusive();
    void digests();

private:
    QTemporaryDir dir_;
    fs::path path(const char* name) const { return fs::path(dir_.path().toStdString()) / name; }
};

void FilesTest::writesWholeOrNotAtAll() {
    writeFileAtomically(path("a.txt"), "first");
    writeFileAtomically(path("a.txt"), "second");
    QCOMPARE(readFile(path("a.txt")), std::string("second"));
    QVERIFY_EXCEPTION_THROWN(readFile(path("missing")), Error);
    QVERIFY_EXCEPTION_THROWN(readFile(path("")), Error); // a folder
}

void FilesTest::leavesNothingWithoutCommit() {
    const auto before = std::distance(fs::directory_iterator(path("")), {});
    {
        AtomicFile file(path("half.txt"));
        file.write("half");
    }
    QCOMPARE(std::distance(fs::directory_iterator(path("")), {}), before);
}

void FilesTest::saysTheDiskIsFull() {
    if (!fs::exists("/dev/full")) QSKIP("no /dev/full here");
    LineFile full("/dev/full"); // every write to it fails with ENOSPC
    try {
        full.append("a line");
        QFAIL("expected an error");
    } catch (const Error& error) {
        QCOMPARE(error.kind(), ErrorKind::File);
        QVERIFY(std::string(error.what()).find("disk is full") != std::string::npos);
    }
}

void FilesTest::buildsFoldersWholeOrNotAtAll() {
    const auto build = [&](const char* text) {
        buildFolderAtomically(path("model"), [&](const fs::path& folder) {
            writeFileAtomically(folder / "weights", text);
            if (std::string(text) == "fail") throw Error(ErrorKind::File, message("base", "no"));
        });
    };
    QVERIFY_EXCEPTION_THROWN(build("fail"), Error);
    QVERIFY(!fs::exists(path("model")));
    build("one");
    build("two");
    QVERIFY_EXCEPTION_THROWN(build("fail"), Error);
    QCOMPARE(readFile(path("model/weights")), std::string("two"));
    for (const auto& entry : fs::directory_iterator(path("")))
        QVERIFY2(entry.path().extension() != ".tmp" && entry.path().extension() != ".old",
                 entry.path().c_str());
}

void FilesTest::manifestNamesADamagedFile() {
    fs::create_directories(path("sealed/deep"));
    writeFileAtomically(path("sealed/a"), "alpha");
    writeFileAtomically(path("sealed/deep/b"), "beta");
    checkManifest(path("sealed")); // none yet
    writeManifest(path("sealed"));
    checkManifest(path("sealed"));
    writeFileAtomically(path("sealed/deep/b"), "bata");
    try {
        checkManifest(path("sealed"));
        QFAIL("expected an error");
    } catch (const Error& error) {
        QCOMPARE(error.kind(), ErrorKind::Format);
        QVERIFY(std::string(error.what()).find("deep/b") != std::string::npos);
    }
}

void FilesTest::lockIsExclusive() {
    fs::create_directories(path("locked"));
    {
        const FolderLock lock(path("locked"), "the first");
        QVERIFY(isLocked(path("locked")));
        try {
            const FolderLock second(path("locked"), "the second");
            QFAIL("expected an error");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), ErrorKind::Busy);
            QVERIFY(std::string(error.what()).find("the first") != std::string::npos);
        }
    }
    QVERIFY(!isLocked(path("locked")));
    const FolderLock again(path("locked"), "the third");
}

void FilesTest::digests() {
    // FIPS 180-2, appendix B.1
    const std::string abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    QCOMPARE(sha256("abc"), abc);
    writeFileAtomically(path("abc"), "abc");
    QCOMPARE(sha256OfFile(path("abc")), abc);
    const auto fields = [](std::string_view a, std::string_view b) {
        Digest digest;
        digest.addField(a);
        digest.addField(b);
        return digest.hex();
    };
    QVERIFY(fields("ab", "c") != fields("a", "bc"));
}

QTEST_APPLESS_MAIN(FilesTest)
#include "tst_files.moc"
