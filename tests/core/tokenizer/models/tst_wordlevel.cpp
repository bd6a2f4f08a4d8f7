// Values of the reference, tokenizers 0.23.
#include "../Shown.h"
#include "core/tokenizer/models/Models.h"

using namespace espalier;

namespace {

constexpr const char* plain =
    R"({"type": "WordLevel", "vocab": {"[UNK]": 0, "a": 1, "Ab": 2, "\u4e2d\u6587": 3, "e\u0301": 4}, "unk_token": "[UNK]"})";

constexpr ShownRow rows[] = {
    {"a word", plain, "Ab", "Ab", "0-2"},
    {"another case", plain, "ab", "[UNK]", "0-2"},
    {"part of a word", plain, "a b", "[UNK]", "0-3"},
    {"ideographs", plain, "中文", "中文", "0-6"},
    {"the same, composed", plain, "é", "[UNK]", "0-2"},
    {"the same", plain, "e\u0301", "e\u0301", "0-3"},
    {"emoji", plain, "👍\U0001f3fd", "[UNK]", "0-8"},
    {"the unknown token", plain, "[UNK]", "[UNK]", "0-5"},
};

} // namespace

class TestWordLevel : public QObject {
    Q_OBJECT
private slots:
    void looksUp_data() { addShownRows(rows); }
    void looksUp() { compareShown(modelFromJson); }

    void needsItsUnknownToken_data() {
        QTest::addColumn<QString>("json");
        QTest::addColumn<QString>("says");
        QTest::newRow("named") << R"({"type": "WordLevel", "vocab": {"a": 0}, "unk_token": "?"})"
                               << "\"?\"";
        QTest::newRow("usual") << R"({"type": "WordLevel", "vocab": {"a": 0}})"
                               << "\"<unk>\"";
    }
    void needsItsUnknownToken() {
        QFETCH(QString, json);
        QFETCH(QString, says);
        const QString error = errorOf([&] { modelFromJson(parseJson(json.toStdString(), "test"), "test"); });
        QVERIFY2(error.contains(says) && error.startsWith("test: "), qPrintable(error));
    }

    void byteTokensAreAllOrNone() {
        std::vector<std::string> tokens{"x"};
        for (int byte = 0; byte < 256; ++byte) tokens.push_back(fmt::format("<0x{:02X}>", byte));
        const auto ids = byteTokens(Vocabulary(tokens, "test"));
        QCOMPARE(ids.size(), std::size_t(256));
        QCOMPARE(ids[0xE2], 0xE3);
        tokens.pop_back();
        QVERIFY(byteTokens(Vocabulary(tokens, "test")).empty());
    }
};

QTEST_APPLESS_MAIN(TestWordLevel)
#include "tst_wordlevel.moc"
