#include "core/base/Error.h"
#include "core/tensorio/Safetensors.h"

#include <QTemporaryDir>
#include <QTest>

using namespace espalier;

namespace {

// A file with this header, its length given (-1: right), and so many bytes of data.
std::string fileOf(const std::string& header, int dataBytes, std::int64_t claimed = -1) {
    const std::uint64_t length = claimed < 0 ? header.size() : static_cast<std::uint64_t>(claimed);
    return std::string(reinterpret_cast<const char*>(&length), 8) + header +
           std::string(static_cast<std::size_t>(dataBytes), 'x');
}

} // namespace

class SafetensorsTest : public QObject {
    Q_OBJECT

private slots:
    void roundTrip();
    void refuses_data();
    void refuses();
    void truncatedAnywhere();
    void sharedHostileFile();

private:
    QTemporaryDir dir_;
    fs::path file() const { return fs::path(dir_.path().toStdString()) / "model.safetensors"; }
};

void SafetensorsTest::roundTrip() {
    const float a[] = {1, 2, 3, 4, 5, 6};
    const std::int64_t b[] = {-7};
    const auto bytes = [](const auto& values) {
        return std::string_view(reinterpret_cast<const char*>(values), sizeof values);
    };
    writeSafetensors(file(), {{"a", {ElementType::F32, {2, 3}, bytes(a)}},
                              {"b", {ElementType::I64, {}, bytes(b)}},
                              {"none", {ElementType::F16, {0, 4}, {}}}});
    const SafetensorsFile read(file());
    QCOMPARE(read.tensors().size(), std::size_t{3});
    QVERIFY(read.tensors().at("a").shape == (std::vector<std::int64_t>{2, 3}));
    QVERIFY(read.tensors().at("a").bytes == bytes(a));
    QVERIFY(read.tensors().at("b").bytes == bytes(b));
    QCOMPARE(read.tensors().at("none").elements(), 0);
    QCOMPARE(read.metadata().at("format"), std::string("pt"));
}

void SafetensorsTest::refuses_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const std::string& bytes, const char* expected) {
        QTest::newRow(name) << QByteArray(bytes.data(), static_cast<qsizetype>(bytes.size())) << expected;
    };
    const auto tensor = [](const std::string& type, const std::string& shape, const std::string& offsets) {
        return "{\"a\":{\"dtype\":\"" + type + "\",\"shape\":" + shape + ",\"data_offsets\":" + offsets +
               "}}";
    };
    row("empty", "", "ends before the header");
    row("seven bytes", "1234567", "ends before the header");
    row("huge header length", fileOf("{}", 0, INT64_MAX), "header claims");
    row("header longer than file", fileOf("{}", 0, 3), "header claims");
    row("not json", fileOf("{\"a\":", 0), "not a JSON object");
    row("an array", fileOf("[]", 0), "not a JSON object");
    row("deep", fileOf(std::string(5000, '['), 0), "nests too deep");
    row("no shape", fileOf("{\"a\":{\"dtype\":\"F32\",\"data_offsets\":[0,4]}}", 4), "lacks");
    row("unknown type", fileOf(tensor("F7", "[1]", "[0,4]"), 4), "unknown element type");
    row("negative size", fileOf(tensor("F32", "[-1]", "[0,4]"), 4), "whole numbers");
    row("overflowing size", fileOf(tensor("F32", "[4611686018427387904,4]", "[0,4]"), 4), "impossible size");
    row("fractional size", fileOf(tensor("F32", "[1.5]", "[0,4]"), 4), "whole numbers");
    row("beyond the end", fileOf(tensor("F32", "[2]", "[0,8]"), 4), "outside the file");
    row("end before begin", fileOf(tensor("F32", "[1]", "[4,0]"), 4), "outside the file");
    row("too few bytes", fileOf(tensor("F32", "[2]", "[0,4]"), 4), "shape asks for 8");
    row("trailing bytes", fileOf(tensor("F32", "[1]", "[0,4]"), 9), "bytes follow");
    row("gap", fileOf(tensor("F32", "[1]", "[4,8]"), 8), "gap");
    row("twice",
        fileOf("{\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]},"
               "\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]}}",
               1),
        "twice");
    row("overlap",
        fileOf("{\"a\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[0,2]},"
               "\"b\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[1,3]}}",
               3),
        "overlaps");
    row("metadata of numbers", fileOf("{\"__metadata__\":{\"a\":1}}", 0), "table of texts");
}

void SafetensorsTest::refuses() {
    QFETCH(QByteArray, bytes);
    QFETCH(QString, expected);
    writeFileAtomically(file(), {bytes.constData(), static_cast<std::size_t>(bytes.size())});
    try {
        const SafetensorsFile read(file());
        QFAIL("expected an error");
    } catch (const Error& error) {
        QVERIFY2(QString(error.what()).contains(expected), error.what());
        QVERIFY(QString(error.what()).contains("model.safetensors"));
    }
}

void SafetensorsTest::truncatedAnywhere() {
    const auto whole = readFile(fs::path(ESPALIER_FIXTURES) / "models/tiny-bert/model.safetensors");
    for (std::size_t size = 0; size < whole.size(); size += size < 9000 ? 97 : 9973) {
        writeFileAtomically(file(), std::string_view(whole).substr(0, size));
        QVERIFY_EXCEPTION_THROWN(SafetensorsFile{file()}, Error);
    }
}

void SafetensorsTest::sharedHostileFile() {
    const fs::path folder = fs::path(ESPALIER_SOURCE) / "../shared/data/safetensors-files";
    if (!fs::exists(folder)) QSKIP("the shared hostile files are not here");
    QVERIFY_EXCEPTION_THROWN(SafetensorsFile{folder / "safetensors_abuse_attempt_1.safetensors"}, Error);
    QVERIFY(!SafetensorsFile(folder / "model.safetensors").tensors().empty());
}

QTEST_APPLESS_MAIN(SafetensorsTest)
#include "tst_safetensors.moc"
