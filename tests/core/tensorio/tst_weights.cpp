#include "core/base/Error.h"
#include "core/tensorio/Weights.h"
#include "tests/core/tensorio/PickleText.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>
#include <numeric>

using namespace espalier;

namespace {

const fs::path fixtures = fs::path(ESPALIER_FIXTURES) / "tensorio";

template<class T>
std::vector<T> valuesOf(const TensorEntry& entry) {
    std::vector<T> values(entry.bytes.size() / sizeof(T));
    std::memcpy(values.data(), entry.bytes.data(), entry.bytes.size());
    return values;
}

// The sum of all bytes, so that a sanitizer sees each of them read.
int sumOf(const std::map<std::string, TensorEntry>& tensors) {
    int sum = 0;
    for (const auto& [name, entry] : tensors)
        sum = std::accumulate(entry.bytes.begin(), entry.bytes.end(), sum);
    return sum;
}

void write(const fs::path& file, std::string_view bytes) {
    std::ofstream(file, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

// The legacy format: the object's operations, its storages' keys, and what follows.
std::string legacy(const std::string& object, const std::vector<std::string>& keys, const std::string& data,
                   bool littleEndian = true) {
    std::string list = "(";
    for (const auto& key : keys) list += pickled::text(key);
    return raw("\x80\x02\x8a\x0al\xfc\x9c\x46\xf9 j\xa8P\x19.") + raw("\x80\x02M\xe9\x03.") + "\x80\x02}" +
           pickled::text("little_endian") + (littleEndian ? "\x88" : "\x89") + "s." + "\x80\x02" + object +
           "." + "\x80\x02" + list + "t." + data;
}

std::string dictOf(const std::string& name, const std::string& value) {
    return "}" + pickled::text(name) + value + "s";
}

} // namespace

class WeightsTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void reference();
    void everyForm_data();
    void everyForm();
    void tiedWeightsAreOne();
    void releasedMemoryComesBack();
    void prefers();
    void refusesOtherKinds_data();
    void refusesOtherKinds();
    void refusesIndexes_data();
    void refusesIndexes();
    void refusesPickles_data();
    void refusesPickles();
    void truncatedAnywhere_data() { pickles(); }
    void truncatedAnywhere();
    void changedAnywhere_data() { pickles(); }
    void changedAnywhere();

private:
    std::unique_ptr<QTemporaryDir> dir_;
    fs::path folder_;

    void pickles();
    void copyFixture(const QString& name) const {
        fs::copy(fixtures / name.toStdString(), folder_,
                 fs::copy_options::recursive | fs::copy_options::overwrite_existing);
    }
    QString errorOf(ErrorKind kind) const;
};

void WeightsTest::init() {
    dir_ = std::make_unique<QTemporaryDir>();
    folder_ = dir_->path().toStdString();
}

// What the folder's weights are refused with; "" where they are not, or with another kind of error.
QString WeightsTest::errorOf(ErrorKind kind) const {
    try {
        const Weights weights(folder_);
        return {};
    } catch (const Error& error) {
        return error.kind() == kind ? error.what() : QString();
    }
}

// What make_weights.py put in; the other forms are held against this one.
void WeightsTest::reference() {
    const Weights weights(fixtures / "safetensors");
    const auto& tensors = weights.tensors();
    QCOMPARE(tensors.size(), std::size_t{15});
    QVERIFY(weights.origin().filename() == "model.safetensors");
    QVERIFY(tensors.at("embedding.weight").shape == (std::vector<std::int64_t>{4, 3}));
    QVERIFY(valuesOf<float>(tensors.at("transposed")) == (std::vector<float>{80, 83, 81, 84, 82, 85}));
    QVERIFY(valuesOf<float>(tensors.at("slice")) == (std::vector<float>{104, 105, 106, 107}));
    QVERIFY(valuesOf<float>(tensors.at("every.second")) == (std::vector<float>{100, 102, 104, 106, 108}));
    QVERIFY(valuesOf<float>(tensors.at("repeated")) == (std::vector<float>{7, 7, 7, 7}));
    QVERIFY(valuesOf<double>(tensors.at("f64")) == (std::vector<double>{40, 41, 42}));
    QVERIFY(tensors.at("bf16").type == ElementType::BF16);
}

void WeightsTest::everyForm_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("files");
    for (const auto* one : {"zip-2", "zip-5", "legacy-2", "legacy-4", "parameters", "nested"})
        QTest::newRow(one) << one << 1;
    for (const auto* sharded : {"sharded-safetensors", "sharded-pickles"})
        QTest::newRow(sharded) << sharded << 2;
}

void WeightsTest::everyForm() {
    QFETCH(QString, name);
    QFETCH(int, files);
    const Weights weights(fixtures / name.toStdString()), expected(fixtures / "safetensors");
    QCOMPARE(weights.files().size(), static_cast<std::size_t>(files));
    QVERIFY(weights.files() == weightsFiles(fixtures / name.toStdString()));
    QCOMPARE(weights.tensors().size(), expected.tensors().size());
    for (const auto& [tensor, entry] : expected.tensors()) {
        const auto& found = weights.tensors().at(tensor);
        QVERIFY2(found.type == entry.type && found.shape == entry.shape && found.bytes == entry.bytes,
                 tensor.c_str());
    }
}

void WeightsTest::tiedWeightsAreOne() {
    for (const auto* name : {"zip-2", "legacy-2"}) {
        const Weights weights(fixtures / name);
        QVERIFY(weights.tensors().at("embedding.weight").bytes.data() ==
                weights.tensors().at("decoder.weight").bytes.data());
    }
}

void WeightsTest::releasedMemoryComesBack() {
    for (const auto* name : {"safetensors", "zip-2", "sharded-pickles"}) {
        const Weights weights(fixtures / name);
        const auto sum = sumOf(weights.tensors());
        for (const auto& [tensor, entry] : weights.tensors()) weights.release(entry);
        QCOMPARE(sumOf(weights.tensors()), sum); // also of "transposed", which is no part of a file
    }
}

void WeightsTest::prefers() {
    for (const auto* form : {"sharded-pickles", "zip-2", "sharded-safetensors", "safetensors"}) {
        copyFixture(form);
        QVERIFY(Weights(folder_).origin().filename() == Weights(fixtures / form).origin().filename());
    }
}

void WeightsTest::refusesOtherKinds_data() {
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("expected");
    QTest::newRow("nothing") << "config.json"
                             << "neither model.safetensors nor pytorch_model.bin";
    QTest::newRow("TensorFlow") << "tf_model.h5"
                                << "from_tf=True).save_pretrained(";
    QTest::newRow("TensorFlow 1") << "model.ckpt.index"
                                  << "from_tf=True).save_pretrained(";
    QTest::newRow("Flax") << "flax_model.msgpack"
                          << "from_flax=True).save_pretrained(";
    QTest::newRow("GGUF") << "tiny.Q8_0.gguf"
                          << "gguf_file=\"tiny.Q8_0.gguf\").save_pretrained(";
    QTest::newRow("ONNX") << "model.onnx"
                          << "get the model's model.safetensors";
}

void WeightsTest::refusesOtherKinds() {
    QFETCH(QString, file);
    QFETCH(QString, expected);
    write(folder_ / file.toStdString(), "");
    const auto error = errorOf(ErrorKind::File);
    QVERIFY2(error.contains(expected), qPrintable(error));
    QVERIFY_EXCEPTION_THROWN(weightsFiles(folder_), Error);
}

void WeightsTest::refusesIndexes_data() {
    QTest::addColumn<QString>("index");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const char* place, const char* expected) {
        QTest::newRow(name) << QString(R"({"weight_map": {"f16": %1}})").arg(place) << expected;
    };
    const auto* first = R"("model-00001-of-00002.safetensors")";
    const auto* second = R"("model-00002-of-00002.safetensors")";
    for (const auto* place : {R"("../model.safetensors")", R"("/etc/passwd")", R"("shards/one")",
                              R"("..\\one")", R"("..")", R"(".")", R"("")", "7", "null", R"("a\u0000b")"})
        row(place, place, "\"weight_map.f16\" is ");
    row("a shard that is not there", R"("other.safetensors")", "other.safetensors is missing");
    row("in the other shard", second, "\"f16\" is missing");
    QTest::newRow("nowhere") << QString(R"({"weight_map": {"new": %1}})").arg(first) << "\"new\" is missing";
    QTest::newRow("another place") << QString(R"({"weight_map": {"f16": %1, "flag": %2}})").arg(second, first)
                                   << "says in model-00002-of-00002.safetensors";
    QTest::newRow("no map") << "{}"
                            << "\"weight_map\" is null";
    QTest::newRow("empty map") << R"({"weight_map": {}})"
                               << "\"weight_map\" is {}";
    QTest::newRow("a list") << "[1]"
                            << "\"weight_map\" is null";
    QTest::newRow("no JSON") << "{"
                             << "not valid JSON";
}

void WeightsTest::refusesIndexes() {
    QFETCH(QString, index);
    QFETCH(QString, expected);
    copyFixture("sharded-safetensors");
    write(folder_ / "model.safetensors.index.json", index.toStdString());
    const auto missing = expected.endsWith("safetensors is missing");
    const auto error = errorOf(missing ? ErrorKind::File : ErrorKind::Format);
    QVERIFY2(error.contains(expected), qPrintable(error));
}

void WeightsTest::refusesPickles_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const std::string& bytes, const char* expected) {
        QTest::newRow(name) << QByteArray(bytes.data(), static_cast<qsizetype>(bytes.size())) << expected;
    };
    using namespace pickled;
    const auto one = littleEndian(1, 8) + "1234", a = dictOf("a", tensor(storage("0", 1), 0, {1}, {1}));
    row("empty", "", "not a file of torch.save");
    row("a page", "<html>", "not a file of torch.save");
    row("a plain pickle", "\x80\x02" + a + ".", "not a file of torch.save");
    row("another version", legacy(a, {"0"}, one).replace(18, 1, "\xea"), "another version");
    row("big-endian", legacy(a, {"0"}, one, false), "big-endian");
    row("no tensors", legacy(dictOf("a", "N"), {}, ""), "no tensors by name");
    row("a tensor alone", legacy(tensor(storage("0", 1), 0, {1}, {1}), {"0"}, one), "no tensors by name");
    row("holds itself", legacy("}q\x01" + text("model") + "h\x01s", {}, ""), "no tensors by name");
    row("a call", legacy(dictOf("a", name("os", "system") + "(" + text("true") + "tR"), {}, ""), "os.system");
    row("no list", legacy(a, {}, ""), "storage \"0\" is missing");
    row("another list", legacy(a, {"1"}, one), "does not fit");
    row("listed twice", legacy(a, {"0", "0"}, one + one), "does not fit");
    row("no count", legacy(a, {"0"}, "1234567"), "ends within storage \"0\"");
    row("short", legacy(a, {"0"}, littleEndian(1, 8) + "123"), "ends within storage \"0\"");
    row("huge count", legacy(a, {"0"}, littleEndian(~0ull, 8) + "1234"), "ends within storage \"0\"");
    row("another count", legacy(a, {"0"}, littleEndian(0, 8)), "has 0 elements, its pickle says 1");
    row("a number repeated",
        legacy(dictOf("a", tensor(storage("0", 1), 0, {1'000'000, 1'000'000}, {0, 0})), {"0"}, one),
        "repeats");
    row("a number repeated past 64 bits",
        legacy(dictOf("a", tensor(storage("0", 1), 0, {1ll << 62}, {0})), {"0"}, one), "repeats");
    const auto zip = readFile(fixtures / "zip-2/pytorch_model.bin");
    const auto changed = [&](const std::string& from, const std::string& to) {
        auto other = zip;
        for (auto at = other.find(from); at != other.npos; at = other.find(from))
            other.replace(at, from.size(), to);
        return other;
    };
    row("zip without pickle", changed("data.pkl", "data.pkx"), "without one data.pkl");
    row("zip without a storage", changed("/data/0", "/data/x"), "storage \"0\" is missing");
    row("big-endian zip", changed("little", "biggie"), "big-endian");
}

void WeightsTest::refusesPickles() {
    QFETCH(QByteArray, bytes);
    QFETCH(QString, expected);
    write(folder_ / "pytorch_model.bin", {bytes.constData(), static_cast<std::size_t>(bytes.size())});
    const auto error = errorOf(ErrorKind::Format);
    QVERIFY2(error.contains(expected) && error.contains("pytorch_model.bin"), qPrintable(error));
}

void WeightsTest::pickles() {
    QTest::addColumn<QString>("name");
    for (const auto* name : {"zip-2", "zip-5", "legacy-2", "legacy-4"}) QTest::newRow(name) << name;
}

void WeightsTest::truncatedAnywhere() {
    QFETCH(QString, name);
    copyFixture(name);
    const auto file = folder_ / "pytorch_model.bin";
    for (auto size = fs::file_size(file); size-- > 0;) {
        fs::resize_file(file, size);
        QVERIFY_EXCEPTION_THROWN(PyTorchFile{file}, Error);
    }
}

void WeightsTest::changedAnywhere() {
    QFETCH(QString, name);
    copyFixture(name);
    const auto file = folder_ / "pytorch_model.bin";
    const auto good = readFile(file);
    std::fstream out(file,
                     std::ios::in | std::ios::out | std::ios::binary); // in place: a new file is much slower
    const auto put = [&](std::size_t at, unsigned byte) {
        out.seekp(static_cast<std::streamoff>(at)).put(static_cast<char>(byte)).flush();
    };
    std::size_t refused = 0;
    for (std::size_t at = 0; at < good.size(); ++at) {
        const unsigned byte = static_cast<unsigned char>(good[at]);
        for (const unsigned change : {0x01u, 0x80u, 0xffu}) {
            put(at, byte ^ change);
            try {
                sumOf(PyTorchFile(file).tensors());
            } catch (const Error&) {
                ++refused;
            }
        }
        put(at, byte);
    }
    QVERIFY(refused > 0 && refused < 3 * good.size()); // a weight or an unused field may be anything
}

QTEST_APPLESS_MAIN(WeightsTest)
#include "tst_weights.moc"
