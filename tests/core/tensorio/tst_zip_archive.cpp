#include "core/base/Error.h"
#include "core/tensorio/ZipArchive.h"
#include "tests/core/tensorio/LittleEndian.h"

#include <QTest>

using namespace espalier;

namespace {

// Two entries, "a/one" and "a/two". Wide: sizes, offsets and counts stand in zip64's records.
std::string archive(bool wide) {
    const auto le = littleEndian;
    const std::pair<std::string, std::string> entries[] = {{"a/one", "1111"}, {"a/two", "2222"}};
    std::string bytes, directory;
    for (const auto& [name, data] : entries) {
        const auto begin = bytes.size();
        bytes += "PK\x03\x04" + std::string(22, '\0') + le(name.size(), 2) + le(0, 2) + name + data;
        const auto narrow = [&](std::uint64_t value) { return le(wide ? 0xFFFFFFFF : value, 4); };
        const auto extra =
            wide ? le(1, 2) + le(24, 2) + le(data.size(), 8) + le(data.size(), 8) + le(begin, 8) : "";
        directory += "PK\x01\x02" + std::string(16, '\0') + narrow(data.size()) + narrow(data.size()) +
                     le(name.size(), 2) + le(extra.size(), 2) + std::string(10, '\0') + narrow(begin) + name +
                     extra;
    }
    const auto begin = bytes.size();
    bytes += directory;
    const auto end = bytes.size();
    if (wide)
        bytes += "PK\x06\x06" + std::string(20, '\0') + le(2, 8) + le(2, 8) + le(directory.size(), 8) +
                 le(begin, 8) + "PK\x06\x07" + le(0, 4) + le(end, 8) + le(1, 4);
    return bytes + "PK\x05\x06" + le(0, 4) + le(2, 2) + le(2, 2) + le(directory.size(), 4) + le(begin, 4) +
           le(0, 2);
}

// Where the records of the narrow archive begin.
constexpr std::size_t local1 = 0, local2 = 39, entry1 = 78, entry2 = 129, end = 180;
// Of the wide one: the first entry's extra field and the end of the directory.
constexpr std::size_t extra1 = 78 + 46 + 5, wideEnd = 78 + 2 * (46 + 5 + 28), wideLocator = wideEnd + 56;

struct Patch {
    std::size_t at;
    std::string bytes;
};

std::string patched(std::string bytes, const std::vector<Patch>& patches) {
    for (const auto& patch : patches) bytes.replace(patch.at, patch.bytes.size(), patch.bytes);
    return bytes;
}

// The sum of all bytes of all entries, so that a sanitizer sees each of them read.
int sumOf(const ZipArchive& archive) {
    int sum = 0;
    for (const auto& [name, bytes] : archive.entries())
        for (const char c : bytes) sum += c;
    return sum;
}

} // namespace

class ZipArchiveTest : public QObject {
    Q_OBJECT

private slots:
    void reads();
    void refuses_data();
    void refuses();
    void truncatedAnywhere();
    void changedAnywhere();
};

void ZipArchiveTest::reads() {
    for (const bool wide : {false, true}) {
        const auto bytes = archive(wide);
        const ZipArchive read(bytes, "model.bin");
        QCOMPARE(read.entries().size(), std::size_t{2});
        QVERIFY(read.entries().at("a/one") == "1111");
        QVERIFY(read.entries().at("a/two") == "2222");
        QVERIFY(read.entries().at("a/one").data() == bytes.data() + 35); // where it lies
    }
    const auto commented = patched(archive(false), {{end + 20, littleEndian(7, 2)}}) + "comment";
    QCOMPARE(ZipArchive(commented, "model.bin").entries().size(), std::size_t{2});
}

void ZipArchiveTest::refuses_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const std::string& bytes, const char* expected) {
        QTest::newRow(name) << QByteArray(bytes.data(), static_cast<qsizetype>(bytes.size())) << expected;
    };
    const auto le = littleEndian;
    const auto narrow = archive(false), wide = archive(true);
    row("empty", "", "directory is missing");
    row("only a beginning", "PK\x03\x04", "directory is missing");
    row("encrypted", patched(narrow, {{entry1 + 8, le(1, 2)}}), "\"a/one\" is encrypted");
    row("deflated", patched(narrow, {{entry2 + 10, le(8, 2)}}), "\"a/two\" is compressed");
    row("stored in less", patched(narrow, {{entry1 + 20, le(3, 4)}}), "is compressed");
    row("data beyond the end", patched(narrow, {{entry1 + 20, le(500, 4) + le(500, 4)}}), "cut off");
    row("offset beyond the end", patched(narrow, {{entry1 + 42, le(5000, 4)}}), "damaged at byte 5000");
    row("wide offset without extra", patched(narrow, {{entry1 + 42, le(~0u, 4)}}),
        "damaged at byte 4294967295");
    row("other local name", patched(narrow, {{local1 + 30, "b"}}), "\"a/one\" has another name");
    row("long local name", patched(narrow, {{local2 + 26, le(0xFFFF, 2)}}), "cut off");
    row("long local extra", patched(narrow, {{local2 + 28, le(0xFFFF, 2)}}), "cut off");
    row("twice", patched(narrow, {{entry2 + 46, "a/one"}, {local2 + 30, "a/one"}}),
        "\"a/one\" is there twice");
    row("one place for two", patched(narrow, {{entry2 + 42, le(0, 4)}}), "\"a/two\" has another name");
    row("overlaps the next", patched(narrow, {{entry1 + 20, le(5, 4) + le(5, 4)}}), "\"a/one\" overlaps");
    row("overlaps the directory", patched(narrow, {{entry2 + 20, le(5, 4) + le(5, 4)}}),
        "\"a/two\" overlaps");
    row("long name", patched(narrow, {{entry2 + 28, le(0xFFFF, 2)}}), "cut off");
    row("long comment", patched(narrow, {{entry2 + 32, le(9, 2)}}), "does not hold 2 entries");
    row("no directory entry", patched(narrow, {{entry2, "PK00"}}), "damaged at byte 129");
    row("more entries", patched(narrow, {{end + 10, le(3, 2)}}), "claims 3 entries");
    row("fewer entries", patched(narrow, {{end + 10, le(1, 2)}}), "does not hold 1 entries");
    row("long directory", patched(narrow, {{end + 12, le(103, 4)}}), "in 103 bytes");
    row("late directory", patched(narrow, {{end + 16, le(181, 4)}}), "at 181");
    row("bytes at the end", narrow + "x", "directory is missing");
    row("wide size", patched(wide, {{extra1 + 4, le(~0ull, 8) + le(~0ull, 8)}}), "cut off");
    row("wide offset", patched(wide, {{extra1 + 20, le(~0ull, 8)}}), "damaged at byte 18446744073709551615");
    row("cut wide extra", patched(wide, {{extra1 + 2, le(8, 2)}}), "compressed");
    row("wide count", patched(wide, {{wideEnd + 32, le(~0ull, 8)}}), "claims");
    row("wide directory", patched(wide, {{wideEnd + 40, le(~0ull, 8)}}), "claims");
    row("wide directory's place", patched(wide, {{wideEnd + 48, le(~0ull, 8)}}), "claims");
    row("wide locator", patched(wide, {{wideLocator + 8, le(~0ull, 8)}}), "damaged at byte");
}

void ZipArchiveTest::refuses() {
    QFETCH(QByteArray, bytes);
    QFETCH(QString, expected);
    try {
        const ZipArchive read(std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())),
                              "model.bin");
        QFAIL("expected an error");
    } catch (const Error& error) {
        QVERIFY2(QString(error.what()).contains(expected), error.what());
        QVERIFY(QString(error.what()).contains("model.bin"));
        QVERIFY(error.kind() == ErrorKind::Format);
    }
}

void ZipArchiveTest::truncatedAnywhere() {
    for (const bool wide : {false, true}) {
        const auto whole = archive(wide);
        for (std::size_t size = 0; size < whole.size(); ++size)
            QVERIFY_EXCEPTION_THROWN(ZipArchive(std::string(whole, 0, size), "model.bin"), Error);
    }
}

void ZipArchiveTest::changedAnywhere() {
    for (const bool wide : {false, true}) {
        const auto good = archive(wide);
        int read = 0;
        for (std::size_t at = 0; at < good.size(); ++at)
            for (int byte = 0; byte < 256; ++byte) try {
                    const auto bytes = patched(good, {{at, std::string(1, static_cast<char>(byte))}});
                    sumOf(ZipArchive(bytes, "model.bin"));
                    ++read;
                } catch (const Error&) {
                }
        QVERIFY(read > 0); // times and checksums, for instance, are nobody's business
    }
}

QTEST_APPLESS_MAIN(ZipArchiveTest)
#include "tst_zip_archive.moc"
