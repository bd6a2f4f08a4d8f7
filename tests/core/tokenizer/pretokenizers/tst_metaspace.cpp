// Values of the reference, tokenizers 0.23.
#include "../Shown.h"
#include "core/tokenizer/pretokenizers/PreTokenizers.h"

using namespace espalier;

namespace {

constexpr const char* always =
    R"({"type":"Metaspace","replacement":"▁","prepend_scheme":"always","split":true})";
constexpr const char* first =
    R"({"type":"Metaspace","replacement":"▁","prepend_scheme":"first","split":true})";
constexpr const char* never =
    R"({"type":"Metaspace","replacement":"▁","prepend_scheme":"never","split":true})";
constexpr const char* whole =
    R"({"type":"Metaspace","replacement":"▁","prepend_scheme":"always","split":false})";
constexpr const char* under =
    R"({"type":"Metaspace","replacement":"_","prepend_scheme":"always","split":true})";
constexpr const char* old = R"({"type":"Metaspace","replacement":"▁","add_prefix_space":true})";
constexpr const char* oldNever =
    R"({"type":"Metaspace","replacement":"▁","add_prefix_space":false,"prepend_scheme":"never"})";
constexpr const char* t5 =
    R"({"type":"Sequence","pretokenizers":[{"type":"WhitespaceSplit"},{"type":"Metaspace","replacement":"▁","prepend_scheme":"always","split":true}]})";

constexpr ShownRow rows[] = {
    {"words", always, "a bc d", "▁a|▁bc|▁d", "0-1 1-4 4-6"},
    {"blanks", always, "a  b ", "▁a|▁|▁b|▁", "0-1 1-2 2-4 4-5"},
    {"blank first", always, " a", "▁a", "0-2"},
    {"mark first", always, "▁a", "▁a", "0-2"},
    {"marks in the text", always, "a▁b", "▁a|▁b", "0-1 1-3"},
    {"only a blank", always, " ", "▁", "0-1"},
    {"nothing", always, "", "", ""},
    {"first", first, "a b", "▁a|▁b", "0-1 1-3"},
    {"never", never, "a b", "a|▁b", "0-1 1-3"},
    {"never, blank first", never, " a b", "▁a|▁b", "0-2 2-4"},
    {"whole", whole, "a b c", "▁a▁b▁c", "0-5"},
    {"another mark", under, "a_b c", "_a|_b|_c", "0-1 1-3 3-5"},
    {"as of before 0.14", old, "a b", "▁a|▁b", "0-1 1-3"},
    {"never, as of before 0.14", oldNever, "a b", "a|▁b", "0-1 1-3"},
    {"other white space stays", always, "a\tb\u00a0c\u3000d", "▁a\tb\u00a0c\u3000d", "0-7"},
    {"ideographs", always, "中文 字", "▁中文|▁字", "0-2 2-4"},
    {"emoji", always, "👍\U0001f3fd 👩\u200d👧", "▁👍\U0001f3fd|▁👩\u200d👧", "0-2 2-6"},
    {"right to left", always, "\u05e9\u05dc \u0645\u0631", "▁\u05e9\u05dc|▁\u0645\u0631", "0-2 2-5"},
    {"mark on a blank", always, "a \u0301b", "▁a|▁\u0301b", "0-1 1-4"},
    {"behind a split", t5, "  a \n b\u3000▁c ", "▁a|▁b|▁c", "2-3 6-7 8-10"},
};

} // namespace

class TestMetaspace : public QObject {
    Q_OBJECT
private slots:
    void cuts_data() { addShownRows(rows); }
    void cuts() { compareShown(preTokenizerFromJson); }

    void firstIsTheBeginningOfTheWholeText() {
        NormalizedText text;
        text.appendEach("a b", 5); // what stands behind an added token
        std::vector<Span> words;
        makeMetaspace("▁", PrependScheme::First, true)->split(text, {0, 3}, words);
        QCOMPARE(words.size(), std::size_t(2));
        QCOMPARE(std::string(text[words[0]]), std::string("a"));
        QCOMPARE(std::string(text[words[1]]), std::string("▁b"));
    }

    void refuses_data() {
        QTest::addColumn<QString>("json");
        QTest::addColumn<QString>("says");
        QTest::newRow("no mark") << R"({"type": "Metaspace", "replacement": ""})"
                                 << "\"replacement\" is \"\", expected one character";
        QTest::newRow("two marks") << R"({"type": "Metaspace", "replacement": "ab"})"
                                   << "expected one character";
        QTest::newRow("scheme") << R"({"type": "Metaspace", "prepend_scheme": "sometimes"})"
                                << "expected always, first or never";
        QTest::newRow("flag") << R"({"type": "Metaspace", "split": 1})"
                              << "split";
    }
    void refuses() {
        QFETCH(QString, json);
        QFETCH(QString, says);
        const QString error =
            errorOf([&] { preTokenizerFromJson(parseJson(json.toStdString(), "test"), "test"); });
        QVERIFY2(error.contains(says) && error.startsWith("test: "), qPrintable(error));
    }
};

QTEST_APPLESS_MAIN(TestMetaspace)
#include "tst_metaspace.moc"
