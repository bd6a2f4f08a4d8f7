// Values of the reference, tokenizers 0.23.
#include "../Shown.h"
#include "core/tokenizer/pretokenizers/PreTokenizers.h"

using namespace espalier;

namespace {

constexpr const char* space = R"({"type":"WhitespaceSplit"})";
constexpr const char* words = R"({"type":"Whitespace"})";
constexpr const char* isolated = R"({"type":"Punctuation","behavior":"Isolated"})";
constexpr const char* removed = R"({"type":"Punctuation","behavior":"Removed"})";
constexpr const char* previous = R"({"type":"Punctuation","behavior":"MergedWithPrevious"})";
constexpr const char* next = R"({"type":"Punctuation","behavior":"MergedWithNext"})";
constexpr const char* contiguous = R"({"type":"Punctuation","behavior":"Contiguous"})";
constexpr const char* plain = R"({"type":"Punctuation"})";
constexpr const char* digits = R"({"type":"Digits","individual_digits":false})";
constexpr const char* eachDigit = R"({"type":"Digits","individual_digits":true})";
constexpr const char* dash = R"({"type":"CharDelimiterSplit","delimiter":"-"})";
constexpr const char* split =
    R"({"type":"Split","pattern":{"String":"ab"},"behavior":"Isolated","invert":false})";
constexpr const char* inverted =
    R"({"type":"Split","pattern":{"Regex":"\\d+"},"behavior":"Removed","invert":true})";
constexpr const char* invertedPrevious =
    R"({"type":"Split","pattern":{"Regex":"\\d"},"behavior":"MergedWithPrevious","invert":true})";
constexpr const char* none = R"({"type":"Sequence","pretokenizers":[]})";
constexpr const char* three =
    R"({"type":"Sequence","pretokenizers":[{"type":"WhitespaceSplit"},{"type":"Punctuation","behavior":"Isolated"},{"type":"Digits","individual_digits":true}]})";

constexpr ShownRow rows[] = {
    {"mixed, space", space, " a,b\u3000c..d 12é\n", "a,b|c..d|12é", "1-4 5-9 10-13"},
    {"mixed, words", words, " a,b\u3000c..d 12é\n", "a|,|b|c|..|d|12é", "1-2 2-3 3-4 5-6 6-8 8-9 10-13"},
    {"mixed, isolated", isolated, " a,b\u3000c..d 12é\n", " a|,|b\u3000c|.|.|d 12é\n",
     "0-2 2-3 3-6 6-7 7-8 8-14"},
    {"mixed, removed", removed, " a,b\u3000c..d 12é\n", " a|b\u3000c|d 12é\n", "0-2 3-6 8-14"},
    {"mixed, previous", previous, " a,b\u3000c..d 12é\n", " a,|b\u3000c.|.|d 12é\n", "0-3 3-7 7-8 8-14"},
    {"mixed, next", next, " a,b\u3000c..d 12é\n", " a|,b\u3000c|.|.d 12é\n", "0-2 2-6 6-7 7-14"},
    {"mixed, contiguous", contiguous, " a,b\u3000c..d 12é\n", " a|,|b\u3000c|..|d 12é\n",
     "0-2 2-3 3-6 6-8 8-14"},
    {"mixed, plain", plain, " a,b\u3000c..d 12é\n", " a|,|b\u3000c|.|.|d 12é\n", "0-2 2-3 3-6 6-7 7-8 8-14"},
    {"mixed, digits", digits, " a,b\u3000c..d 12é\n", " a,b\u3000c..d |12|é\n", "0-10 10-12 12-14"},
    {"mixed, eachDigit", eachDigit, " a,b\u3000c..d 12é\n", " a,b\u3000c..d |1|2|é\n",
     "0-10 10-11 11-12 12-14"},
    {"mixed, none", none, " a,b\u3000c..d 12é\n", " a,b\u3000c..d 12é\n", "0-14"},
    {"mixed, three", three, " a,b\u3000c..d 12é\n", "a|,|b|c|.|.|d|1|2|é",
     "1-2 2-3 3-4 5-6 6-7 7-8 8-9 10-11 11-12 12-13"},
    {"delimiters", dash, "-a--b-c-", "a|b|c", "1-2 4-5 6-7"},
    {"no delimiter", dash, "abc", "abc", "0-3"},
    {"nothing", dash, "", "", ""},
    {"only delimiters", dash, "---", "", ""},
    {"a text", split, "xabyabab", "x|ab|y|ab|ab", "0-1 1-3 3-4 4-6 6-8"},
    {"inverted", inverted, "a1b22c", "1|22", "1-2 3-5"},
    {"inverted, nothing matches", inverted, "abc", "", ""},
    {"inverted, with the one before", invertedPrevious, "1ab2c34", "1ab|2c|3|4", "0-3 3-5 5-6 6-7"},
    {"punctuation at both ends", contiguous, "..a!?", "..|a|!?", "0-2 2-3 3-5"},
    {"with the next at the end", next, "a..", "a|.|.", "0-1 1-2 2-3"},
    {"with the previous at the beginning", previous, "..a", ".|.|a", "0-1 1-2 2-3"},
    {"ideographs", words, "中文，标点", "中文|，|标点", "0-2 2-3 3-5"},
    {"ideographs and their marks", isolated, "中文，标点。", "中文|，|标点|。", "0-2 2-3 3-5 5-6"},
    {"symbols of ASCII", isolated, "a$b+c`d", "a|$|b|+|c|`|d", "0-1 1-2 2-3 3-4 4-5 5-6 6-7"},
    {"other symbols are none", isolated, "a€b±c", "a€b±c", "0-5"},
    {"Arabic", isolated, "\u0645\u0631، \u061f", "\u0645\u0631|،| |\u061f", "0-2 2-3 3-4 4-5"},
    {"Arabic words", words, "\u0645\u064e\u0631، \u0661", "\u0645\u064e\u0631|،|\u0661", "0-3 3-4 5-6"},
    {"Hebrew points", words, "\u05e9\u05c1\u05dc\u05be\u05d1", "\u05e9\u05c1\u05dc|\u05be|\u05d1",
     "0-3 3-4 4-5"},
    {"emoji", words, "a👍\U0001f3fd👩\u200d👧 b", "a|👍\U0001f3fd👩|\u200d|👧|b", "0-1 1-4 4-5 5-6 7-8"},
    {"marks belong to words", words, "e\u0301 \u0301", "e\u0301|\u0301", "0-2 3-4"},
    {"joiners", words, "a\u200db\u200cc", "a\u200db\u200cc", "0-5"},
    {"digits of all scripts", eachDigit, "x\u0663²½ⅷ五", "x|\u0663|²|½|ⅷ|五", "0-1 1-2 2-3 3-4 4-5 5-6"},
    {"digits in a row", digits, "1\u0663²a½", "1\u0663²|a|½", "0-3 3-4 4-5"},
    {"zero width space is none", space, "a\u200bb", "a\u200bb", "0-3"},
    {"separators", space, "a\u2028b\302\205c\u00a0d\034e", "a|b|c|d\034e", "0-1 2-3 4-5 6-9"},
    {"word of Unicode 16", words, "a\U0001e5d0 b", "a\U0001e5d0|b", "0-2 3-4"},
};

} // namespace

class TestPreTokenizers : public QObject {
    Q_OBJECT
private slots:
    void cuts_data() { addShownRows(rows); }
    void cuts() { compareShown(preTokenizerFromJson); }

    void noneForNull() { QVERIFY(!preTokenizerFromJson(nullptr, "test")); }

    void refuses_data() {
        QTest::addColumn<QString>("json");
        QTest::addColumn<QString>("says");
        QTest::newRow("a list") << "[]"
                                << "pre_tokenizer";
        QTest::newRow("another type") << R"({"type": "UnicodeScripts2"})"
                                      << "pre_tokenizer \"UnicodeScripts2\"";
        QTest::newRow("step is null") << R"({"type": "Sequence", "pretokenizers": [null]})"
                                      << "\"pretokenizers\" is null";
        QTest::newRow("steps are an object") << R"({"type": "Sequence", "pretokenizers": {}})"
                                             << "\"pretokenizers\" is {}";
        QTest::newRow("behaviour") << R"({"type": "Punctuation", "behavior": "Kept"})"
                                   << "\"behavior\" is \"Kept\"";
        QTest::newRow("no pattern") << R"({"type": "Split", "behavior": "Isolated"})"
                                    << "\"pattern\" is null";
        QTest::newRow("no delimiter") << R"({"type": "CharDelimiterSplit"})"
                                      << "is null";
    }
    void refuses() {
        QFETCH(QString, json);
        QFETCH(QString, says);
        const QString error =
            errorOf([&] { preTokenizerFromJson(parseJson(json.toStdString(), "test"), "test"); });
        QVERIFY2(error.contains(says) && error.startsWith("test: "), qPrintable(error));
    }
};

QTEST_APPLESS_MAIN(TestPreTokenizers)
#include "tst_pretokenizers.moc"
