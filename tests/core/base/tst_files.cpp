#include "core/base/Digest.h"
#include "core/base/Error.h"
#include "core/base/Files.h"
#include "core/base/PutInPlace.h"

#include <QTemporaryDir>
#include <QTest>

#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <mutex>
#include <thread>

using namespace espalier;

class FilesTest : public QObject {
    Q_OBJECT

private slots:
    void writesWholeOrNotAtAll();
    void leavesNothingWithoutCommit();
    void saysTheDiskIsFull();
    void buildsFoldersWholeOrNotAtAll();
    void namesOfFolders_data();
    void namesOfFolders();
    void failuresLeaveWhatWasThere_data();
    void failuresLeaveWhatWasThere();
    void putsInPlaceWithoutExchange();
    void putsBackWhatCantBeReplaced();
    void isNeverWithoutAFolder();
    void threadsWriteOneFile();
    void threadsBuildOneFolder();
    void manifestNamesADamagedFile();
    void lockIsExclusive();
    void digests();

private:
    QTemporaryDir dir_;
    fs::path path(const char* name) const { return fs::path(dir_.path().toStdString()) / name; }

    // A folder with one file, to be put somewhere.
    static void fill(const fs::path& folder, std::string_view text) {
        fs::create_directories(folder);
        writeFileAtomically(folder / "weights", text);
    }
    static std::vector<std::string> namesIn(const fs::path& folder) {
        std::vector<std::string> names;
        for (const auto& entry : fs::directory_iterator(folder))
            names.push_back(entry.path().filename().string());
        std::sort(names.begin(), names.end());
        return names;
    }
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

void FilesTest::namesOfFolders_data() {
    QTest::addColumn<QString>("name");
    QTest::newRow("plain") << "new";
    QTest::newRow("slash") << "new/";
    QTest::newRow("slashes") << "new///";
}

void FilesTest::namesOfFolders() {
    QFETCH(QString, name);
    const auto root = path("names");
    for (const char* text : {"one", "two"}) {
        buildFolderAtomically(root.string() + "/" + name.toStdString(), [&](const fs::path& folder) {
            QCOMPARE(folder.parent_path(), root); // beside it, not within
            writeFileAtomically(folder / "weights", text);
        });
        QCOMPARE(namesIn(root), std::vector<std::string>{"new"});
        QCOMPARE(namesIn(root / "new"), std::vector<std::string>{"weights"});
        QCOMPARE(readFile(root / "new/weights"), std::string(text));
    }
    fs::remove_all(root);
}

void FilesTest::failuresLeaveWhatWasThere_data() {
    QTest::addColumn<QString>("target");
    QTest::addColumn<bool>("buildFails");
    QTest::newRow("building fails") << "old" << true;
    QTest::newRow("building fails, slash") << "old/" << true;
    QTest::newRow("building a new one fails") << "new/" << true;
    QTest::newRow("below a file") << "old/weights/model" << false;
    QTest::newRow("the folder itself") << "old/." << false;
    QTest::newRow("name too long") << QString(256, 'n') << false;
}

void FilesTest::failuresLeaveWhatWasThere() {
    QFETCH(QString, target);
    QFETCH(bool, buildFails);
    const auto root = path("failing");
    fill(root / "old", "kept");
    const auto build = [&](const fs::path& folder) {
        writeFileAtomically(folder / "weights", "half");
        if (buildFails) throw Error(ErrorKind::Training, message("base", "no"));
    };
    try {
        buildFolderAtomically(root.string() + "/" + target.toStdString(), build);
        QFAIL("expected an error");
    } catch (const Error& error) {
        QCOMPARE(error.kind(), buildFails ? ErrorKind::Training : ErrorKind::File);
    }
    QCOMPARE(namesIn(root), std::vector<std::string>{"old"});
    QCOMPARE(namesIn(root / "old"), std::vector<std::string>{"weights"});
    QCOMPARE(readFile(root / "old/weights"), std::string("kept"));
    fs::remove_all(root);
}

namespace {
int cantExchange(const fs::path&, const fs::path&) {
    return EINVAL; // as NFS and FAT answer
}
} // namespace

void FilesTest::putsInPlaceWithoutExchange() {
    const auto root = path("plain");
    fill(root / "model.old", "somebody's");
    for (const char* text : {"one", "two"}) {
        fill(root / "built", text);
        QCOMPARE(putInPlace(root / "built", root / "model", cantExchange), 0);
        QCOMPARE(readFile(root / "model/weights"), std::string(text));
        QCOMPARE(namesIn(root), (std::vector<std::string>{"model", "model.old"}));
    }
    QCOMPARE(readFile(root / "model.old/weights"), std::string("somebody's"));
}

void FilesTest::putsBackWhatCantBeReplaced() {
    const auto root = path("missing");
    for (auto* exchange : {cantExchange, exchangePaths}) {
        fill(root / "model", "kept");
        QCOMPARE(putInPlace(root / "no such folder", root / "model", exchange), ENOENT);
        QCOMPARE(readFile(root / "model/weights"), std::string("kept"));
        QCOMPARE(namesIn(root), std::vector<std::string>{"model"});
    }
}

// A process that ends the moment after the exchange: what it replaced was there until then.
void FilesTest::isNeverWithoutAFolder() {
    const auto root = path("killed");
    fill(root / "model", "one");
    fill(root / "built", "two");
    if (exchangePaths(root / "built", root / "model") == EINVAL) QSKIP("this file system can't exchange");
    QCOMPARE(exchangePaths(root / "built", root / "model"), 0); // and back
    const auto exchangeAndEnd = [](const fs::path& a, const fs::path& b) -> int {
        ::_exit(exchangePaths(a, b));
    };
    const pid_t child = ::fork();
    if (child == 0) putInPlace(root / "built", root / "model", exchangeAndEnd);
    int status = -1;
    QCOMPARE(::waitpid(child, &status, 0), child);
    QCOMPARE(status, 0);
    QCOMPARE(readFile(root / "model/weights"), std::string("two"));
    QCOMPARE(readFile(root / "built/weights"), std::string("one"));
}

namespace {
// Runs `work` on four threads at once; the first failure in words, "" where there is none.
template<class Work>
std::string failureOnThreads(Work&& work) {
    std::mutex mutex;
    std::string failure;
    std::vector<std::jthread> threads;
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&, t] {
            try {
                for (int i = 0; i < 25; ++i) work(std::string(1000, static_cast<char>('a' + t)));
            } catch (const std::exception& error) {
                const std::scoped_lock lock(mutex);
                failure = error.what();
            }
        });
    threads.clear(); // joins
    return failure;
}

bool isWhole(const std::string& text) {
    return text.size() == 1000 && text.find_first_not_of(text[0]) == std::string::npos;
}
} // namespace

void FilesTest::threadsWriteOneFile() {
    const auto root = path("shared");
    QCOMPARE(failureOnThreads([&](const std::string& text) { writeFileAtomically(root / "file", text); }),
             std::string());
    QCOMPARE(namesIn(root), std::vector<std::string>{"file"});
    QVERIFY(isWhole(readFile(root / "file")));
}

void FilesTest::threadsBuildOneFolder() {
    for (auto* exchange : {exchangePaths, cantExchange}) {
        const auto root = path("built");
        fs::create_directories(root);
        const auto build = [&](const std::string& text) {
            const auto built = nameBeside(root / "model", ".tmp");
            fill(built, text);
            if (putInPlace(built, root / "model", exchange) != 0)
                throw std::runtime_error("not put in place");
        };
        QCOMPARE(failureOnThreads(build), std::string());
        QCOMPARE(namesIn(root), std::vector<std::string>{"model"});
        QVERIFY(isWhole(readFile(root / "model/weights")));
        fs::remove_all(root);
    }
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
