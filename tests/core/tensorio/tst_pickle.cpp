#include "core/base/Error.h"
#include "core/tensorio/Pickle.h"
#include "tests/core/tensorio/PickleText.h"

#include <QTest>

using namespace espalier;
using namespace espalier::pickled;

namespace {

const std::string four = storage("0", 4);

std::string repeated(const std::string& part, int times) {
    std::string all;
    for (int i = 0; i < times; ++i) all += part;
    return all;
}

} // namespace

class PickleTest : public QObject {
    Q_OBJECT

private slots:
    void readsTensors();
    void readsPlainValues();
    void refuses_data();
    void refuses();
    void nestsWithoutRecursion();
    void holdsItself();
    void boundsItsWork();
};

void PickleTest::readsTensors() {
    const auto bytes = raw("\x80\x02") + "}(" + text("a") + tensor(four, 1, {1, 3}, {9, 1}) + text("b") +
                       tensor(four, 0, {2, 2}, {1, 2}) + "u.more";
    const Pickle pickle(bytes, "model.bin");
    QCOMPARE(pickle.length(), bytes.size() - 4);
    QCOMPARE(pickle.storages().size(), std::size_t{1});
    QCOMPARE(pickle.storages().at("0").elements, std::uint64_t{4});
    const auto& items = std::get<PickledDict*>(pickle.value())->items;
    QCOMPARE(items.size(), std::size_t{2});
    QVERIFY(items[0].first == "a");
    const auto& a = *std::get<const PickledTensor*>(items[0].second);
    const auto& b = *std::get<const PickledTensor*>(items[1].second);
    QVERIFY(a.storage == b.storage && a.storage->type == ElementType::F32);
    QCOMPARE(a.view.elements(), std::uint64_t{3});
    QVERIFY(a.view.isContiguous() && !b.view.isContiguous());
    QCOMPARE(b.view.gathered("0123", 1), std::string("0213"));
}

void PickleTest::readsPlainValues() {
    const auto integerOf = [](const std::string& bytes) {
        return std::get<std::int64_t>(Pickle(bytes, "").value());
    };
    QCOMPARE(integerOf("K\xff."), 255);
    QCOMPARE(integerOf("M\xff\xff."), 65535);
    QCOMPARE(integerOf("J\xff\xff\xff\xff."), -1);
    QCOMPARE(integerOf(raw("\x8a\x00.")), 0);
    QCOMPARE(integerOf(raw("\x8a\x01\x80.")), -128);
    QCOMPARE(integerOf(raw("\x8a\x02\x80\x00.")), 128);
    QCOMPARE(integerOf(integer(INT64_MIN) + "."), INT64_MIN);
    for (const auto& other :
         {raw("\x8a\x09") + "123456789.", raw("N."), raw("G12345678."), raw("C\x02xy."),
          name("torch", "float32") + ")R.", name("torch", "device") + "(" + text("cpu") + "tR."})
        QVERIFY(std::holds_alternative<std::monostate>(Pickle(other, "").value()));
    // A list of three, one of them taken from the memo.
    const auto list = raw("]q\x07K\x01\x61\x88\x94\x30h\x07(NNe.");
    QCOMPARE(std::get<PickledSequence*>(Pickle(list, "").value())->items.size(), std::size_t{3});
}

void PickleTest::refuses_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const std::string& bytes, const char* expected) {
        QTest::newRow(name) << QByteArray(bytes.data(), static_cast<qsizetype>(bytes.size())) << expected;
    };
    // What would run code.
    row("os.system", name("os", "system") + "(" + text("echo harmless") + "tR.", "asks for os.system");
    row("posix.system", text("posix") + text("system") + "\x93(" + text("true") + "tR.", "posix.system");
    row("eval", name("builtins", "eval") + "(" + text("1") + "tR.", "builtins.eval");
    row("nested pickle", name("torch.storage", "_load_from_bytes") + "(tR.",
        "torch.storage._load_from_bytes");
    row("attribute of an allowed module", name("torch", "load") + "(tR.", "torch.load");
    row("dotted name", text("torch._utils") + text("_rebuild_tensor_v2.__globals__") + "\x93.",
        "__globals__");
    row("INST", "(ios\nsystem\n.", "operation 105 at byte 1");
    row("OBJ", "(" + name("torch", "Size") + "o.", "operation 111");
    row("NEWOBJ", name("torch", "Size") + ")\x81.", "operation 129");
    row("PERSID", "Pid\n.", "operation 80");
    row("EXT1", "\x82\x01.", "operation 130");
    row("BUILD of a tensor", tensor(four, 0, {4}, {1}) + "}b.", "damaged");
    row("called type", name("torch", "FloatStorage") + ")R.", "damaged");
    row("called text", text("os.system") + ")R.", "damaged");
    row("called dictionary with items", name("collections", "OrderedDict") + "(NtR.", "damaged");
    row("name in bytes", "c\xff\n\xff\n.", "asks for \xef\xbf\xbd.\xef\xbf\xbd,");

    // What is cut off or out of order.
    row("empty", "", "cut off at byte 0");
    row("without end", "N", "cut off at byte 1");
    row("nothing to return", ".", "damaged");
    row("newer protocol", "\x80\x09N.", "damaged");
    row("text beyond the end", "X" + littleEndian(5, 4) + "four", "cut off");
    row("huge text", "\x8d" + littleEndian(~0ull, 8) + ".", "cut off");
    row("huge bytes", "\x8e" + littleEndian(1ull << 62, 8) + ".", "cut off");
    row("huge integer", "\x8b" + littleEndian(~0u, 4) + ".", "cut off");
    row("name without end", "ctorch\nSize", "damaged");
    row("no UTF-8", "X" + littleEndian(1, 4) + "\xff.", "damaged");
    row("tuple without mark", "Nt.", "damaged");
    row("below the mark", "N(0t.", "damaged");
    row("three of two", "NN\x87.", "damaged");
    row("memo of nothing", raw("h\x05."), "damaged");
    row("memo far away", "Nr" + littleEndian(~0u, 4) + raw("0h\x05."), "damaged");
    row("key without value", "}(" + text("a") + "u.", "damaged");
    row("items of a list", "](" + text("a") + "Nu.", "damaged");
    row("append to a dictionary", "}Na.", "damaged");

    // Tensors that are not what they say.
    row("beyond its storage", tensor(four, 0, {5}, {1}) + ".", "reaches beyond its storage \"0\" of 4");
    row("offset beyond", tensor(four, 5, {0}, {1}) + ".", "reaches beyond");
    row("offset and size beyond", tensor(four, 2, {3}, {1}) + ".", "reaches beyond");
    row("strides beyond", tensor(four, 0, {2, 2}, {3, 1}) + ".", "reaches beyond");
    row("overflowing size", tensor(four, 0, {1ll << 62, 4}, {0, 0}) + ".", "reaches beyond");
    row("size of 63 bits", tensor(four, 0, {1ll << 62, 2}, {0, 0}) + ".", "reaches beyond");
    row("overflowing stride", tensor(four, 0, {5}, {1ll << 62}) + ".", "reaches beyond");
    row("overflowing offset", tensor(four, INT64_MAX, {3, 3}, {INT64_MAX, 1}) + ".", "reaches beyond");
    row("negative size", tensor(four, 0, {-1}, {1}) + ".", "negative size");
    row("negative stride", tensor(four, 0, {4}, {-1}) + ".", "negative size");
    row("negative offset", tensor(four, -1, {4}, {1}) + ".", "negative size");
    row("negative storage", storage("0", -1) + ".", "negative size");
    row("strides for another shape", tensor(four, 0, {4}, {1, 1}) + ".", "reaches beyond");
    row("17 dimensions", tensor(four, 0, {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}, {}) + ".",
        "17 dimensions");
    row("size that is text",
        name("torch._utils", "_rebuild_tensor_v2") + "(" + four + integer(0) + "(" + text("4") + "t" +
            tuple({1}) + "tR.",
        "damaged");
    row("too few arguments", name("torch._utils", "_rebuild_tensor_v2") + "(" + four + "tR.", "damaged");
    row("parameter of nothing", name("torch._utils", "_rebuild_parameter") + ")R.", "damaged");
    row("two types", "(" + storage("0", 4) + storage("0", 4, "HalfStorage") + "t.", "in two ways");
    row("two lengths", "(" + storage("0", 4) + storage("0", 5) + "t.", "in two ways");
    row("complex numbers", storage("0", 4, "ComplexFloatStorage") + ".", "torch.ComplexFloatStorage");
    row("part of a storage",
        "(" + text("storage") + name("torch", "FloatStorage") + text("0") + text("cpu") + integer(4) + "(" +
            text("1") + integer(0) + integer(2) + "ttQ.",
        "a part of another");
    row("persistent text", text("0") + "Q.", "damaged");
    row("persistent module", "(" + text("module") + "NNNNtQ.", "damaged");
}

void PickleTest::refuses() {
    QFETCH(QByteArray, bytes);
    QFETCH(QString, expected);
    try {
        const Pickle pickle(std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())),
                            "model.bin");
        QFAIL("expected an error");
    } catch (const Error& error) {
        QVERIFY2(QString(error.what()).contains(expected), error.what());
        QVERIFY(QString(error.what()).contains("model.bin"));
        QVERIFY(error.kind() == ErrorKind::Format);
    }
}

void PickleTest::nestsWithoutRecursion() {
    const auto bytes = ")" + repeated("\x85", 1'000'000) + ".";
    QCOMPARE(std::get<PickledSequence*>(Pickle(bytes, "").value())->items.size(), std::size_t{1});
    QVERIFY_EXCEPTION_THROWN(Pickle(repeated("(", 1'000'000), ""), Error);
}

void PickleTest::holdsItself() {
    const auto list = raw("]q\x01h\x01\x61."), dict = raw("}q\x01") + text("model") + raw("h\x01s.");
    const Pickle ofList(list, ""), ofDict(dict, "");
    auto* sequence = std::get<PickledSequence*>(ofList.value());
    QCOMPARE(std::get<PickledSequence*>(sequence->items[0]), sequence);
    auto* dictionary = std::get<PickledDict*>(ofDict.value());
    QCOMPARE(std::get<PickledDict*>(dictionary->items[0].second), dictionary);
}

void PickleTest::boundsItsWork() {
    try {
        const Pickle pickle(repeated("N0", 2'000'000) + "N.", "model.bin");
        QFAIL("expected an error");
    } catch (const Error& error) {
        QVERIFY2(QString(error.what()).contains("more than 4000000 operations"), error.what());
    }
}

QTEST_APPLESS_MAIN(PickleTest)
#include "tst_pickle.moc"
