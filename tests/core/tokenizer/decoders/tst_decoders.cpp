// From tokens back to text: values of the reference, tokenizers 0.23.
#include "core/base/Json.h"
#include "core/tokenizer/Tokenizer.h"
#include "core/tokenizer/decoders/TokenDecoder.h"

#include <QTest>

using namespace espalier;

class DecodersTest : public QObject {
    Q_OBJECT

private slots:
    void decodes_data();
    void decodes();
    void nullIsNone() { QVERIFY(!decoderFromJson(Json(), "here")); }
    void refusesUnknown();
};

void DecodersTest::decodes_data() {
    QTest::addColumn<QString>("json");
    QTest::addColumn<QStringList>("pieces");
    QTest::addColumn<QString>("text");
    const auto row = [](const char* name, const char* json, const QStringList& pieces, const char* text) {
        QTest::newRow(name) << QString(json) << pieces << QString::fromUtf8(text);
    };
    row("word pieces", R"({"type": "WordPiece", "prefix": "##", "cleanup": true})",
        {"un", "##want", "##ed", ",", "do", "n't", "stop", "!"}, "unwanted, don't stop!");
    row("word pieces, as they are", R"({"type": "WordPiece", "cleanup": false})",
        {"un", "##want", "##ed", ",", "ok"}, "unwanted , ok");
    row("bytes", R"({"type": "ByteLevel"})", {"H", "Ã©", "llo", "Ġworld", "ĠðŁĺ", "Ģ"}, "Héllo world 😀");
    row("bytes that are no text", R"({"type": "ByteLevel"})", {"a", "ðŁ", "b"}, "a\uFFFDb");
    row("an added token among bytes", R"({"type": "ByteLevel"})", {"Ġhi", "<añadido 界>"}, " hi<añadido 界>");
    row("sentencepiece", R"({"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always"})",
        {"▁Hel", "lo", "▁world", "▁▁x"}, "Hello world  x");
    row("sentencepiece, nothing put before",
        R"({"type": "Metaspace", "replacement": "▁", "prepend_scheme": "never"})", {"▁Hel", "lo", "▁world"},
        " Hello world");
    row("ends of words", R"({"type": "BPEDecoder", "suffix": "</w>"})", {"hel", "lo</w>", "world</w>"},
        "hello world");
    row("Llama's",
        R"({"type": "Sequence", "decoders": [{"type": "Replace", "pattern": {"String": "▁"}, "content": " "},
            {"type": "ByteFallback"}, {"type": "Fuse"}, {"type": "Strip", "content": " ", "start": 1, "stop": 0}]})",
        {"▁Hel", "lo", "<0xE4>", "<0xBD>", "<0xA0>", "▁x", "<0xFF>", "<0x41>"}, "Hello你 x\uFFFD\uFFFD");
    row("strip", R"({"type": "Strip", "content": "x", "start": 1, "stop": 2})", {"xxaxxx", "bx"}, "xaxb");
    row("nothing", R"({"type": "ByteLevel"})", {}, "");
    row("looks like a byte", R"({"type": "ByteFallback"})", {"<0xG1>", "<0x4>", "<0x41"}, "<0xG1><0x4><0x41");
}

void DecodersTest::decodes() {
    QFETCH(QString, json);
    QFETCH(QStringList, pieces);
    QFETCH(QString, text);
    std::vector<std::string> list;
    for (const auto& piece : pieces) list.push_back(piece.toStdString());
    decoderFromJson(parseJson(json.toStdString(), "here"), "here")->decode(list);
    std::string found;
    for (const auto& piece : list) found += piece;
    QCOMPARE(QString::fromStdString(found), text);
}

void DecodersTest::refusesUnknown() {
    QVERIFY_THROWS_EXCEPTION(UnsupportedTokenizer, decoderFromJson(Json{{"type", "CTC"}}, "here"));
}

QTEST_APPLESS_MAIN(DecodersTest)
#include "tst_decoders.moc"
