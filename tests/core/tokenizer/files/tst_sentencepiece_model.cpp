#include "../Shown.h"
#include "SentencePieceFolder.h"
#include "core/base/Files.h"
#include "core/tokenizer/files/Protobuf.h"
#include "core/tokenizer/files/SentencePieceModel.h"

#include <cmath>

using namespace espalier;

namespace {

constexpr const char* families[] = {"t5",         "xlm-roberta", "camembert", "albert",
                                    "deberta-v2", "xlnet",       "llama"};

// Loads a folder and encodes with it: whatever it holds this ends, in an encoding or an Error.
void tryOut(const std::filesystem::path& folder) {
    try {
        const auto tokenizer = loadTokenizer(folder);
        const Encoding encoding = tokenizer->encode({"tea 中文 é\u0301 🍵", "the </s> \u05e9\u05dc"}, {});
        for (const auto id : encoding.ids) QVERIFY(id >= 0 && id < tokenizer->vocabularySize());
        for (const auto& [begin, end] : encoding.offsets) QVERIFY(begin >= 0 && begin <= end);
    } catch (const Error& e) {
        QVERIFY(!std::string_view(e.what()).empty());
    }
}

} // namespace

class TestSentencePieceModel : public QObject {
    Q_OBJECT
private slots:
    void reads() {
        SentencePieceBytes bytes;
        bytes.piece("<unk>", 0, 2);
        bytes.piece("▁中", -1.5F);
        bytes.piece("<x>", 0, 4);
        bytes.kind(2);
        bytes.unknownId(0);
        bytes.characterMap("map");
        const auto model = SentencePieceModel::parse(bytes.model(), "test");
        QCOMPARE(model.pieces.size(), std::size_t(3));
        QCOMPARE(model.pieces[1].text, std::string("▁中"));
        QCOMPARE(model.pieces[1].score, -1.5);
        QVERIFY(model.pieces[1].type == SentencePieceModel::Piece::Type::Normal);
        QVERIFY(model.pieces[2].type == SentencePieceModel::Piece::Type::UserDefined);
        QVERIFY(model.kind == SentencePieceModel::Kind::Bpe);
        QCOMPARE(model.characterMap, std::string("map"));
    }

    void passesOverWhatItDoesNotKnow() {
        const std::string unknown = bytesField(900, "x") + numberField(901, 7) + floatField(902, 1) +
                                    varint(903 << 3 | 1) + "12345678";
        const auto model = SentencePieceModel::parse(
            unknown + bytesField(1, unknown + bytesField(1, "a")) + unknown, "test");
        QCOMPARE(model.pieces.size(), std::size_t(1));
        QCOMPARE(model.pieces[0].text, std::string("a"));
    }

    void readsModelsThatSentencepieceTrained_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<int>("pieces");
        QTest::addColumn<int>("kind");
        QTest::newRow("unigram") << "unigram.model" << 215 << 1;
        QTest::newRow("BPE") << "bpe.model" << 600 << 2;
    }
    void readsModelsThatSentencepieceTrained() {
        QFETCH(QString, file);
        const auto model = SentencePieceModel::read(std::filesystem::path(ESPALIER_FIXTURES) / "tokenizer" /
                                                    file.toStdString());
        QTEST(static_cast<int>(model.pieces.size()), "pieces");
        QTEST(static_cast<int>(model.kind), "kind");
        QCOMPARE(model.unknownId, 0);
        QCOMPARE(model.characterMap.empty(), file.startsWith("bpe"));
    }

    void refuses_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("says");
        const auto row = [](const char* name, const std::string& bytes, const char* says) {
            QTest::newRow(name) << QByteArray::fromStdString(bytes) << says;
        };
        const std::string a = bytesField(1, bytesField(1, "a"));
        row("nothing", "", "no pieces");
        row("a text", "{\"model\": {}}", "is no sentencepiece model");
        row("cut in a tag", a + "\x80", "in the middle");
        row("cut in a content", a.substr(0, a.size() - 1), "in the middle");
        row("longer than the file", varint(1 << 3 | 2) + varint(1ull << 40), "in the middle");
        row("largest length", varint(1 << 3 | 2) + varint(~0ull), "in the middle");
        row("number without end", a + std::string(11, '\x80'), "64 bits");
        row("field 0", a + varint(0), "no valid number");
        row("group", a + varint(5 << 3 | 3), "unknown type");
        row("piece without text", bytesField(1, floatField(2, 1)), "no text");
        row("piece is a number", numberField(1, 7), "no text");
        row("piece is not UTF-8", bytesField(1, bytesField(1, "\xff")), "UTF-8");
        row("piece without end", bytesField(1, bytesField(1, std::string(1025, 'a'))), "longer than");
        row("score is none", bytesField(1, bytesField(1, "a") + floatField(2, NAN)), "no number");
        row("unknown id out of range", a + bytesField(2, numberField(40, 1)), "unknown piece");
        row("negative unknown id", a + bytesField(2, numberField(40, ~0ull)), "unknown piece");
    }
    void refuses() {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, says);
        const QString error =
            errorOf([&] { SentencePieceModel::parse(bytes.toStdString(), "there/spiece.model"); });
        QVERIFY2(error.contains(says) && error.startsWith("there/spiece.model"), qPrintable(error));
    }

    void readsFieldsOfProtobuf() {
        const std::string bytes = numberField(1, 300) + bytesField(2, "ab") + floatField(3, 1) +
                                  varint(4 << 3 | 1) + std::string("\1\0\0\0\0\0\0\x80", 8);
        ProtobufReader reader(bytes);
        QCOMPARE(reader.next()->value, std::uint64_t(300));
        QCOMPARE(std::string(reader.next()->content), std::string("ab"));
        QCOMPARE(reader.next()->value, std::uint64_t(0x3F800000));
        QCOMPARE(reader.next()->value, std::uint64_t(0x8000000000000001));
        QVERIFY(!reader.next());
    }

    void anyByteMayBeWrong_data() {
        QTest::addColumn<QString>("family");
        for (const char* family : families) QTest::newRow(family) << family;
    }
    void anyByteMayBeWrong() {
        QFETCH(QString, family);
        const SentencePieceFolder folder(family.toStdString());
        const std::string sound = folder.bytes();
        // A piece for a byte is like the others: of these every fiftieth place will do.
        const std::size_t step = family == "llama" ? 50 : 1;
        for (std::size_t i = 0; i < sound.size(); i += step)
            for (const int change : {1 << (i % 8), 0xFF}) {
                std::string damaged = sound;
                damaged[i] = static_cast<char>(damaged[i] ^ change);
                folder.write(folder.modelFile(), damaged);
                tryOut(folder.path());
            }
    }

    void itMayEndAnywhere_data() { anyByteMayBeWrong_data(); }
    void itMayEndAnywhere() {
        QFETCH(QString, family);
        const SentencePieceFolder folder(family.toStdString());
        const std::string sound = folder.bytes();
        for (std::size_t size = 0; size < sound.size(); size += family == "llama" ? 50 : 1) {
            folder.write(folder.modelFile(), sound.substr(0, size));
            tryOut(folder.path());
        }
    }

    void anyByteOfATrainedModelMayBeWrong() {
        const std::string sound = readFile(ESPALIER_FIXTURES "/tokenizer/unigram.model");
        for (std::size_t i = 0; i < sound.size(); ++i)
            for (const int change : {0x01, 0x80, 0xFF}) {
                std::string damaged = sound;
                damaged[i] = static_cast<char>(damaged[i] ^ change);
                const QString error = errorOf([&] { SentencePieceModel::parse(damaged, "test"); });
                QVERIFY(error.isEmpty() || error.startsWith("test is no sentencepiece model"));
            }
    }
};

QTEST_APPLESS_MAIN(TestSentencePieceModel)
#include "tst_sentencepiece_model.moc"
