// Where expressions match as in the reference's engine, Oniguruma, and what becomes of those that can't.
#include "Shown.h"
#include "core/tokenizer/pretokenizers/PreTokenizers.h"

using namespace espalier;

namespace {

constexpr ShownRow rows[] = {
    {"line begin",
     R"({"type": "Split", "pattern": {"Regex": "^a"}, "behavior": "Isolated", "invert": false})", "a\na\ra",
     "a|\n|a|\ra", "0-1 1-2 2-3 3-5"},
    {"line end", R"({"type": "Split", "pattern": {"Regex": "a$"}, "behavior": "Isolated", "invert": false})",
     "a\na\r\na", "a|\na\r\n|a", "0-1 1-5 5-6"},
    {"dot and line ends",
     R"({"type": "Split", "pattern": {"Regex": "a."}, "behavior": "Isolated", "invert": false})",
     "a\na\ra\u2028a\302\205", "a\n|a\r|a\u2028|a\302\205", "0-2 2-4 4-6 6-8"},
    {"begin of the text",
     R"({"type": "Split", "pattern": {"Regex": "\\Aa"}, "behavior": "Isolated", "invert": false})", "a\na",
     "a|\na", "0-1 1-3"},
    {"end of the text",
     R"({"type": "Split", "pattern": {"Regex": "a\\z"}, "behavior": "Isolated", "invert": false})", "a\na",
     "a\n|a", "0-2 2-3"},
    {"white space",
     R"({"type": "Split", "pattern": {"Regex": "\\s"}, "behavior": "Isolated", "invert": false})",
     "a\013b\302\205c\034d\u00a0e\u3000f\u200bg", "a|\013|b|\302\205|c\034d|\u00a0|e|\u3000|f\u200bg",
     "0-1 1-2 2-3 3-4 4-7 7-8 8-9 9-10 10-13"},
    {"digits", R"({"type": "Split", "pattern": {"Regex": "\\d"}, "behavior": "Isolated", "invert": false})",
     "1\u0663²①", "1|\u0663|²①", "0-1 1-2 2-4"},
    {"numbers",
     R"({"type": "Split", "pattern": {"Regex": "\\p{N}"}, "behavior": "Isolated", "invert": false})",
     "1\u0663²ⅷ", "1|\u0663|²|ⅷ", "0-1 1-2 2-3 3-4"},
    {"contractions in any case",
     "{\"type\": \"Split\", \"pattern\": {\"Regex\": \"(?i:'s|'ll)\"}, \"behavior\": \"Isolated\", "
     "\"invert\": false}",
     "it's IT'S we'LL", "it|'s| IT|'S| we|'LL", "0-2 2-4 4-7 7-9 9-12 12-15"},
    {"Han",
     R"({"type": "Split", "pattern": {"Regex": "\\p{Han}+"}, "behavior": "Isolated", "invert": false})",
     "a中文b", "a|中文|b", "0-1 1-3 3-4"},
    {"letters with one before",
     R"({"type": "Split", "pattern": {"Regex": "[^\\r\\n\\p{L}\\p{N}]?\\p{L}+"}, "behavior": "Isolated", "invert": false})",
     "_a.b cé(d", "_a|.b| cé|(d", "0-2 2-4 4-7 7-9"},
    {"matches nothing often",
     R"({"type": "Split", "pattern": {"Regex": "x*"}, "behavior": "Isolated", "invert": false})", "axxb",
     "a|xx|b", "0-1 1-3 3-4"},
    {"look behind",
     "{\"type\": \"Split\", \"pattern\": {\"Regex\": \"(?<=a)b\"}, \"behavior\": \"Isolated\", \"invert\": "
     "false}",
     "ab b", "a|b| b", "0-1 1-2 2-4"},
    {"look ahead",
     "{\"type\": \"Split\", \"pattern\": {\"Regex\": \"\\\\s+(?!\\\\S)\"}, \"behavior\": \"Isolated\", "
     "\"invert\": false}",
     "a  b   ", "a| | b|   ", "0-1 1-2 2-4 4-7"},
    {"not behind",
     "{\"type\": \"Split\", \"pattern\": {\"Regex\": \"(?<!a)b\"}, \"behavior\": \"Isolated\", \"invert\": "
     "false}",
     "ab b", "ab |b", "0-3 3-4"},
    {"emoji",
     R"({"type": "Split", "pattern": {"Regex": "👍🏽?"}, "behavior": "Isolated", "invert": false})",
     "a👍b👍\U0001f3fd", "a|👍|b|👍\U0001f3fd", "0-1 1-2 2-3 3-5"},
    {"combining mark",
     R"({"type": "Split", "pattern": {"Regex": "\\p{M}"}, "behavior": "Isolated", "invert": false})",
     "e\u0301x", "e|\u0301|x", "0-1 1-2 2-3"},
    {"Hebrew",
     R"({"type": "Split", "pattern": {"Regex": "\\p{Hebrew}+"}, "behavior": "Isolated", "invert": false})",
     "a\u05e9\u05dc b", "a|\u05e9\u05dc| b", "0-1 1-3 3-5"},
    {"as few as possible",
     R"({"type": "Split", "pattern": {"Regex": "a+?"}, "behavior": "Isolated", "invert": false})", "aaa",
     "a|a|a", "0-1 1-2 2-3"},
    {"possessive",
     R"({"type": "Split", "pattern": {"Regex": "a++b"}, "behavior": "Isolated", "invert": false})", "aab",
     "aab", "0-3"},
    {"numbered",
     "{\"type\": \"Split\", \"pattern\": {\"Regex\": \"(\\\\w)\\\\1\"}, \"behavior\": \"Isolated\", "
     "\"invert\": false}",
     "abbc", "a|bb|c", "0-1 1-3 3-4"},
    {"class of letters",
     R"({"type": "Split", "pattern": {"Regex": "[A-Za-z&&[^b]]+"}, "behavior": "Isolated", "invert": false})",
     "abc", "a|b|c", "0-1 1-2 2-3"},
    {"Qwen2's words",
     "{\"type\": \"Split\", \"pattern\": {\"Regex\": "
     "\"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\\\r\\\\n\\\\p{L}\\\\p{N}]?\\\\p{L}+|\\\\p{N}| "
     "?[^\\\\s\\\\p{L}\\\\p{N}]+[\\\\r\\\\n]*|\\\\s*[\\\\r\\\\n]+|\\\\s+(?!\\\\S)|\\\\s+\"}, \"behavior\": "
     "\"Isolated\", \"invert\": false}",
     "It's 42,\n\n  naïve 中文!\r\n e\u0301 ", "It|'s| |4|2|,\n\n| | naïve| 中文|!\r\n| e|\u0301| ",
     "0-2 2-4 4-5 5-6 6-7 7-10 10-11 11-17 17-20 20-23 23-25 25-26 26-27"},
    {"at most three digits",
     R"({"type": "Split", "pattern": {"Regex": "\\p{N}{1,3}"}, "behavior": "Isolated", "invert": false})",
     "x1234567", "x|123|456|7", "0-1 1-4 4-7 7-8"},
};

} // namespace

class TestPattern : public QObject {
    Q_OBJECT
private slots:
    void matches_data() { addShownRows(rows); }
    void matches() { compareShown(preTokenizerFromJson); }

    void findsText() {
        std::vector<Span> matches{{9, 9}};
        Pattern::text("aa").find("aaa aa", matches); // none overlapping
        QCOMPARE(matches.size(), std::size_t(2));
        QCOMPARE(matches[1].begin, std::size_t(4));
        Pattern::text("").find("aaa", matches);
        QVERIFY(matches.empty());
    }

    void refuses_data() {
        QTest::addColumn<QString>("expression");
        for (const char* expression :
             {"(", ")", "[a", "a{2,1}", "*", "(?<n", "\\p{Nonsense}", "(?<=a+)b", "\\"})
            QTest::newRow(expression) << expression;
    }
    void refuses() {
        QFETCH(QString, expression);
        const QString error =
            errorOf([&] { Pattern::regex(expression.toStdString(), "there/tokenizer.json"); });
        QVERIFY2(error.startsWith("there/tokenizer.json: ") && error.contains("\"" + expression + "\""),
                 qPrintable(error));
    }

    void givesUp_data() { // where the ways to match are more than anybody would wait for
        QTest::addColumn<QString>("expression");
        QTest::addColumn<QString>("text");
        QTest::newRow("nested repetition") << "(a+)+$" << QString(60, 'a') + "b";
        QTest::newRow("alternatives that overlap") << "(a|aa)+$" << QString(80, 'a') + "b";
        QTest::newRow("back references") << "(a*)*\\1b" << QString(60, 'a');
    }
    void givesUp() {
        QFETCH(QString, expression);
        QFETCH(QString, text);
        const Pattern pattern = Pattern::regex(expression.toStdString(), "test");
        std::vector<Span> matches;
        const QString error = errorOf([&] { pattern.find(text.toStdString(), matches); });
        QVERIFY2(error.contains("regular expression"), qPrintable(error));
    }

    void longTextsAreNoReasonToGiveUp() {
        std::string text;
        for (int i = 0; i < 100'000; ++i) text += "word 42, ";
        std::vector<Span> matches;
        Pattern::regex(R"(\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+)", "test").find(text, matches);
        QCOMPARE(matches.size(), std::size_t(600'000));
    }

    void deepRecursionIsAnError() { // of a group that captures, a million times
        const Pattern pattern = Pattern::regex("(?:(a)|b)*", "test");
        std::vector<Span> matches;
        const std::string text(2'000'000, 'a');
        const QString error = errorOf([&] { pattern.find(text, matches); });
        QVERIFY(error.contains("regular expression") || matches.size() == 1);
    }
};

QTEST_APPLESS_MAIN(TestPattern)
#include "tst_pattern.moc"
