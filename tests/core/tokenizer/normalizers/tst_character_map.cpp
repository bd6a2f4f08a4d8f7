// The map of tests/fixtures/tokenizer/unigram.model; values of the reference, tokenizers 0.23.
#include "../Shown.h"
#include "core/tokenizer/files/SentencePieceModel.h"
#include "core/tokenizer/normalizers/CharacterMap.h"
#include "core/tokenizer/normalizers/Normalizers.h"

using namespace espalier;

namespace {

constexpr ShownRow rows[] = {
    {"nothing to replace", "", "abc 中文", "abc 中文", "0 1 2 3 4 5"},
    {"nothing", "", "", "", ""},
    {"one for two", "", "ﬁn", "fin", "0 0 1"},
    {"one for three", "", "a…b", "a...b", "0 1 1 1 2"},
    {"composed", "", "é", "e", "0"},
    {"two for one", "", "e\u0301x", "ex", "0 2"},
    {"two for one, twice", "", "e\u0301e\u0301", "ee", "0 2"},
    {"mark without its letter", "", "\u0301e", "\u0301e", "0 1"},
    {"a letter with two marks", "", "e\u0301\u0302", "e", "0"},
    {"half-width kana", "", "aﾊﾟb", "aﾊﾟb", "0 1 2 3"},
    {"ideographic space", "", "a\u3000b", "a b", "0 1 2"},
    {"tab", "", "a\tb", "a b", "0 1 2"},
    {"soft hyphen goes", "", "a\u00adb", "ab", "0 2"},
    {"soft hyphen first", "", "\u00adab", "ab", "0 1"},
    {"only a soft hyphen", "", "\u00ad", "", ""},
    {"a unit", "", "5㎏!", "5kg!", "0 1 1 2"},
    {"full width", "", "ＡＢ", "AＢ", "0 1"},
    {"emoji", "", "👩\U0001f3fd\u200d🚀ﬁ", "👩\U0001f3fd\u200d🚀fi", "0 1 2 3 4 4"},
    {"right to left", "", "\u05e9\u05c1…\u05dc", "\u05e9\u05c1...\u05dc", "0 1 2 2 2 3"},
    {"Turkish dotted I", "", "İI", "II", "0 1"},
    {"Windows line end", "", "a\r\nﬁ", "a\r\nfi", "0 1 2 3 3"},
    {"long cluster with a letter of the map", "", "é\u0301\u0302\u0303x", "e\u0301\u0302\u0303x",
     "0 1 2 3 4"},
};

const std::string& table() {
    static const std::string bytes =
        SentencePieceModel::read(ESPALIER_FIXTURES "/tokenizer/unigram.model").characterMap;
    return bytes;
}

} // namespace

class TestCharacterMap : public QObject {
    Q_OBJECT
private slots:
    void replaces_data() { addShownRows(rows); }
    void replaces() {
        QFETCH(QString, text);
        const Shown found = shown(CharacterMap(table(), "test"), text.toStdString());
        QTEST(QString::fromStdString(found.text), "expected");
        QTEST(QString::fromStdString(found.sources), "sources");
    }

    void withoutATableNothingChanges() {
        const Shown found = shown(CharacterMap("", "test"), "ﬁ…");
        QCOMPARE(found.text, std::string("ﬁ…"));
        QCOMPARE(found.sources, std::string("0 1"));
    }

    void refusesSizes_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("cut short") << QByteArray("\4\0\0", 3);
        QTest::newRow("no trie") << QByteArray("\0\0\0\0abc", 7);
        QTest::newRow("trie is longer than the table") << QByteArray("\10\0\0\0abcd", 8);
        QTest::newRow("trie of half a unit") << QByteArray("\2\0\0\0abcd", 8);
        QTest::newRow("largest size") << QByteArray("\xff\xff\xff\xff"
                                                    "abcd",
                                                    8);
        QTest::newRow("texts are not UTF-8") << QByteArray("\4\0\0\0\0\0\0\0\xff", 9);
    }
    void refusesSizes() {
        QFETCH(QByteArray, bytes);
        const QString error = errorOf([&] { CharacterMap(bytes.toStdString(), "test"); });
        QVERIFY2(error.startsWith("test: "), qPrintable(error));
    }

    void anyByteMayBeWrong() { // an error, or a map that writes valid text
        for (std::size_t i = 0; i < table().size(); ++i)
            for (const int change : {0x01, 0x80, 0xFF}) {
                std::string damaged = table();
                damaged[i] = static_cast<char>(damaged[i] ^ change);
                NormalizedText out;
                errorOf(
                    [&] { CharacterMap(damaged, "test").normalize("aﬁ…e\u0301 ㎏\u00adＡ\tÅ中", 0, out); });
                QVERIFY(isValidUtf8(out.text));
                QCOMPARE(out.sources.size(), out.text.size());
            }
    }

    void readsBase64() {
        const auto map = normalizerFromJson(
            {{"type", "Precompiled"},
             {"precompiled_charsmap", QByteArray::fromStdString(table()).toBase64().toStdString()}},
            "test");
        QCOMPARE(shown(*map, "ﬁ…").text, std::string("fi..."));
    }

    void refusesBase64_data() {
        QTest::addColumn<QString>("text");
        for (const char* text : {"====", "A", "AAAA=", "BAAAAA!=", "ééé", "=AAA"})
            QTest::newRow(text) << text;
    }
    void refusesBase64() {
        QFETCH(QString, text);
        const Json json = {{"type", "Precompiled"}, {"precompiled_charsmap", text.toStdString()}};
        const QString error = errorOf([&] { normalizerFromJson(json, "test"); });
        QVERIFY2(error.startsWith("test: "), qPrintable(error));
    }
};

QTEST_APPLESS_MAIN(TestCharacterMap)
#include "tst_character_map.moc"
