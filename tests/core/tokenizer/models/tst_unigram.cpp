// Values of the reference, tokenizers 0.23.
#include "../Shown.h"
#include "core/tokenizer/models/Models.h"
#include "core/tokenizer/models/Unigram.h"

#include <cmath>
#include <limits>

using namespace espalier;

namespace {

constexpr const char* plain =
    R"({"type": "Unigram", "unk_id": 0, "vocab": [["<unk>", 0.0], ["▁", -2.0], ["a", -2.5], ["b", -2.5], ["ab", -4.0], ["aba", -4.5], ["bab", -3.0], ["▁a", -3.5], ["é", -3.0], ["中", -3.0], ["中文", -4.0], ["e", -3.0], ["\u0301", -3.5], ["xy", -1.0]], "byte_fallback": false})";
constexpr const char* second =
    R"({"type": "Unigram", "unk_id": 1, "vocab": [["a", -1.0], ["?", 0.0], ["b", -1.0]], "byte_fallback": false})";
constexpr const char* ties =
    R"({"type": "Unigram", "unk_id": 0, "vocab": [["<unk>", 0.0], ["a", -1.0], ["b", -1.0], ["ab", -2.0], ["ba", -2.0], ["aba", -3.0]], "byte_fallback": false})";

constexpr ShownRow rows[] = {
    {"likeliest", plain, "abab", "a|bab", "0-1 1-4"},
    {"not the longest", plain, "ab", "ab", "0-2"},
    {"begin of a word", plain, "▁abab", "▁a|bab", "0-4 4-7"},
    {"one letter", plain, "a", "a", "0-1"},
    {"unknown in the middle", plain, "azb", "a|<unk>|b", "0-1 1-2 2-3"},
    {"unknown neighbours are one", plain, "azzzb", "a|<unk>|b", "0-1 1-4 4-5"},
    {"only unknown", plain, "zzz", "<unk>", "0-3"},
    {"nothing", plain, "", "", ""},
    {"half of a token", plain, "ax", "a|<unk>", "0-1 1-2"},
    {"unknown letters of a token", plain, "xy", "xy", "0-2"},
    {"ideographs", plain, "中文中", "中文|中", "0-6 6-9"},
    {"unknown ideograph", plain, "中国文", "中|<unk>", "0-3 3-9"},
    {"composed", plain, "é", "é", "0-2"},
    {"apart", plain, "e\u0301", "e|\u0301", "0-1 1-3"},
    {"emoji", plain, "a👩\U0001f3fd\u200d🚀b", "a|<unk>|b", "0-1 1-16 16-17"},
    {"right to left", plain, "\u05e9\u05c1\u05dca", "<unk>|a", "0-6 6-7"},
    {"the unknown token itself", plain, "a<unk>b", "a|<unk>|b", "0-1 1-6 6-7"},
    {"another unknown id", second, "azb", "a|?|b", "0-1 1-2 2-3"},
    {"the unknown token in the text", second, "a?zb", "a|?|b", "0-1 1-3 3-4"},
    {"as likely", ties, "ab", "ab", "0-2"},
    {"as likely, three letters", ties, "aba", "aba", "0-3"},
    {"as likely, longer", ties, "ababab", "ab|ab|ab", "0-2 2-4 4-6"},
    {"unknown is unlikelier than any", plain, "xya", "xy|a", "0-2 2-3"},
};

} // namespace

class TestUnigram : public QObject {
    Q_OBJECT
private slots:
    void cuts_data() { addShownRows(rows); }
    void cuts() { compareShown(modelFromJson); }

    void spellsOutWhatIsUnknown() {
        Json vocabulary = Json::array({{"<unk>", 0.0}, {"a", -1.0}});
        for (int byte = 0; byte < 256; ++byte) vocabulary.push_back({fmt::format("<0x{:02X}>", byte), -5.0});
        const Json json = {
            {"type", "Unigram"}, {"unk_id", 0}, {"byte_fallback", true}, {"vocab", vocabulary}};
        const Shown found = shown(*modelFromJson(json, "test"), "aé日a");
        QCOMPARE(found.text, std::string("a|<0xC3>|<0xA9>|<0xE6>|<0x97>|<0xA5>|a"));
        QCOMPARE(found.sources, std::string("0-1 1-6 1-6 1-6 1-6 1-6 6-7")); // all of the unknown text
    }

    void withoutAnUnknownTokenTextMustBeCovered() {
        const auto model =
            modelFromJson(Json::parse(R"({"type": "Unigram", "vocab": [["a", -1.0]]})"), "test");
        QCOMPARE(model->unknownId(), -1);
        QCOMPARE(shown(*model, "aa").text, std::string("a|a"));
        const QString error = errorOf([&] { shown(*model, "aéa"); });
        QVERIFY2(error.contains("é") && error.contains("vocabulary"), qPrintable(error));
    }

    void aVeryLongWord() {
        const auto model = modelFromJson(
            Json::parse(
                R"({"type": "Unigram", "unk_id": 0, "vocab": [["u", 0.0], ["a", -1.0], ["aaaa", -2.0]]})"),
            "test");
        std::vector<Piece> pieces;
        model->tokenize(std::string(400'000, 'a'), pieces);
        QCOMPARE(pieces.size(), std::size_t(100'000));
        pieces.clear();
        model->tokenize(std::string(400'000, 'x'), pieces);
        QCOMPARE(pieces.size(), std::size_t(1));
    }

    void refusesScores_data() {
        QTest::addColumn<double>("score");
        QTest::newRow("not a number") << std::nan("");
        QTest::newRow("infinite") << std::numeric_limits<double>::infinity();
        QTest::newRow("minus infinite") << -std::numeric_limits<double>::infinity();
    }
    void refusesScores() {
        QFETCH(double, score);
        const QString error = errorOf([&] {
            Unigram(Vocabulary({"a", "b"}, "test"), {0, score}, {}, "test");
        });
        QVERIFY2(error.contains("\"b\"") && error.startsWith("test: "), qPrintable(error));
    }

    void refusesAnUnknownIdOutOfRange() {
        UnigramOptions options;
        options.unknownId = 2;
        const QString error = errorOf([&] {
            Unigram(Vocabulary({"a", "b"}, "test"), {0, 0}, options, "test");
        });
        QVERIFY2(error.contains("2") && error.startsWith("test: "), qPrintable(error));
    }

    void refuses_data() {
        QTest::addColumn<QString>("json");
        QTest::addColumn<QString>("says");
        const auto row = [](const char* name, const char* json, const char* says) {
            QTest::newRow(name) << json << says;
        };
        row("no vocabulary", R"({"type": "Unigram"})", "\"vocab\" is null");
        row("an object", R"({"type": "Unigram", "vocab": {"a": 0}})", "\"vocab\" is {\"a\":0}");
        row("empty", R"({"type": "Unigram", "vocab": []})", "empty");
        row("no scores", R"({"type": "Unigram", "vocab": ["a"]})", "pairs of a token and its score");
        row("score as a text", R"({"type": "Unigram", "vocab": [["a", "0"]]})", "[\"a\",\"0\"]");
        row("three of them", R"({"type": "Unigram", "vocab": [["a", 0, 0]]})", "[\"a\",0,0]");
        row("twice", R"({"type": "Unigram", "vocab": [["a", 0], ["a", 1]]})", "\"a\" has two ids, 0 and 1");
        row("unknown id", R"({"type": "Unigram", "vocab": [["a", 0]], "unk_id": 1})", "\"unk_id\" is 1");
        row("negative unknown id", R"({"type": "Unigram", "vocab": [["a", 0]], "unk_id": -2})",
            "\"unk_id\" is -2");
        row("huge unknown id", R"({"type": "Unigram", "vocab": [["a", 0]], "unk_id": 9223372036854775808})",
            "unk_id");
        row("unknown id as a text", R"({"type": "Unigram", "vocab": [["a", 0]], "unk_id": "a"})", "unk_id");
    }
    void refuses() {
        QFETCH(QString, json);
        QFETCH(QString, says);
        const QString error = errorOf([&] { modelFromJson(parseJson(json.toStdString(), "test"), "test"); });
        QVERIFY2(error.contains(says) && error.startsWith("test: "), qPrintable(error));
    }
};

QTEST_APPLESS_MAIN(TestUnigram)
#include "tst_unigram.moc"
