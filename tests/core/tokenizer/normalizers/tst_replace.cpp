// Values of the reference, tokenizers 0.23.
#include "../Shown.h"
#include "core/tokenizer/normalizers/Normalizers.h"

using namespace espalier;

namespace {

constexpr const char* quotes = R"({"type":"Replace","pattern":{"String":"''"},"content":"\""})";
constexpr const char* blanks =
    R"({"type":"Replace","pattern":{"Regex":"\\s{2,}|[\\n\\r\\t]"},"content":" "})";
constexpr const char* longer = R"({"type":"Replace","pattern":{"String":"中"},"content":"<zh>"})";
constexpr const char* gone = R"({"type":"Replace","pattern":{"Regex":"[\\u0300-\\u036f]+"},"content":""})";
constexpr const char* dot = R"({"type":"Replace","pattern":{"String":"."},"content":"!"})";
constexpr const char* begin = R"({"type":"Replace","pattern":{"Regex":"^ +"},"content":"▁"})";

constexpr ShownRow rows[] = {
    {"shorter", quotes, "a''b'c", "a\"b'c", "0 2 3 4 5"},
    {"again and again", quotes, "''''", "\"\"", "1 3"},
    {"odd number", quotes, "'''", "\"'", "1 2"},
    {"nothing there", quotes, "abc", "abc", "0 1 2"},
    {"nothing", quotes, "", "", ""},
    {"white space", blanks, "a  b\tc\u3000\u3000d e\n", "a b c d e ", "0 2 3 4 5 7 8 9 10 11"},
    {"Windows line end", blanks, "a\r\nb", "a b", "0 2 3"},
    {"longer", longer, "x中y中", "x<zh>y<zh>", "0 1 1 1 1 2 3 3 3 3"},
    {"marks are taken out", gone, "e\u0301\u0302a\u0300", "ea", "0 3"},
    {"a mark at the beginning", gone, "\u0301a", "a", "1"},
    {"all is taken out", gone, "\u0301", "", ""},
    {"a text is no expression", dot, "a.b", "a!b", "0 1 2"},
    {"at every line's beginning", begin, "  a\n b\r c", "▁a\n▁b\r c", "1 2 3 4 5 6 7 8"},
    {"emoji before it", quotes, "👩\U0001f3fd\u200d🚀''\u05d0", "👩\U0001f3fd\u200d🚀\"\u05d0", "0 1 2 3 5 6"},
};

} // namespace

class TestReplace : public QObject {
    Q_OBJECT
private slots:
    void normalizes_data() { addShownRows(rows); }
    void normalizes() { compareShown(normalizerFromJson); }

    void refuses_data() {
        QTest::addColumn<QString>("json");
        QTest::addColumn<QString>("says");
        QTest::newRow("no pattern") << R"({"type": "Replace", "content": "x"})"
                                    << "\"pattern\" is null";
        QTest::newRow("pattern of another kind")
            << R"({"type": "Replace", "pattern": {"Glob": "*"}, "content": "x"})"
            << "pattern";
        QTest::newRow("content is a number")
            << R"({"type": "Replace", "pattern": {"String": "a"}, "content": 1})"
            << "content";
        QTest::newRow("not closed")
            << "{\"type\": \"Replace\", \"pattern\": {\"Regex\": \"(a\"}, \"content\": \"x\"}"
            << "\"(a\"";
    }
    void refuses() {
        QFETCH(QString, json);
        QFETCH(QString, says);
        const QString error =
            errorOf([&] { normalizerFromJson(parseJson(json.toStdString(), "test"), "test"); });
        QVERIFY2(error.contains(says) && error.startsWith("test: "), qPrintable(error));
    }
};

QTEST_APPLESS_MAIN(TestReplace)
#include "tst_replace.moc"
