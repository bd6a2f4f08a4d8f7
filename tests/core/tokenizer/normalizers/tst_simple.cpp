// Values of the reference, tokenizers 0.23.
#include "../Shown.h"
#include "core/tokenizer/normalizers/Normalizers.h"

using namespace espalier;

namespace {

constexpr const char* lower = R"({"type":"Lowercase"})";
constexpr const char* accents = R"({"type":"StripAccents"})";
constexpr const char* both = R"({"type":"Strip","strip_left":true,"strip_right":true})";
constexpr const char* left = R"({"type":"Strip","strip_left":true,"strip_right":false})";
constexpr const char* right = R"({"type":"Strip","strip_left":false,"strip_right":true})";
constexpr const char* prepend = R"({"type":"Prepend","prepend":"▁"})";
constexpr const char* none = R"({"type":"Sequence","normalizers":[]})";
constexpr const char* albert =
    R"({"type":"Sequence","normalizers":[{"type":"NFKD"},{"type":"StripAccents"},{"type":"Lowercase"}]})";
constexpr const char* shrinking =
    R"({"type":"Sequence","normalizers":[{"type":"Strip","strip_left":true,"strip_right":true},{"type":"Prepend","prepend":"<<"},{"type":"Sequence","normalizers":[{"type":"NFD"},{"type":"StripAccents"}]}]})";

constexpr ShownRow rows[] = {
    {"lower case", lower, "ABC äÖ", "abc äö", "0 1 2 3 4 5"},
    {"Turkish dotted I", lower, "İa", "i\u0307a", "0 0 1"},
    {"final sigma stays one", lower, "ΣΑΣ", "σασ", "0 1 2"},
    {"sharp s", lower, "STRAẞE", "straße", "0 1 2 3 4 5"},
    {"title case letter", lower, "ǅ", "ǆ", "0"},
    {"Georgian", lower, "ᲐᲑ", "აბ", "0 1"},
    {"Cherokee", lower, "Ꭰ", "ꭰ", "0"},
    {"ideographs have no case", lower, "中A文", "中a文", "0 1 2"},
    {"accents stay where composed", accents, "é", "é", "0"},
    {"accents go where apart", accents, "e\u0301x", "ex", "0 2"},
    {"spacing and enclosing marks", accents, "ह\u093f1\u20dd", "ह1", "0 2"},
    {"Hebrew points", accents, "\u05e9\u05c1\u05dc", "\u05e9\u05dc", "0 2"},
    {"emoji selector is a mark", accents, "☎\ufe0f!", "☎!", "0 2"},
    {"skin tone is none", accents, "👍\U0001f3fd", "👍\U0001f3fd", "0 1"},
    {"strip both", both, " \t\u3000a b\u2028\n", "a b", "3 4 5"},
    {"strip left", left, "  a  ", "a  ", "2 3 4"},
    {"strip right", right, "  a  ", "  a", "0 1 2"},
    {"only white space", both, " \n ", "", ""},
    {"nothing to strip", both, "a", "a", "0"},
    {"zero width space stays", both, "\u200ba\u200b", "\u200ba\u200b", "0 1 2"},
    {"strip nothing", both, "", "", ""},
    {"next line is white space", both, "\302\205a\302\205", "a", "1"},
    {"prepend", prepend, "ab", "▁ab", "0 0 1"},
    {"prepend to nothing", prepend, "", "", ""},
    {"prepend to its own", prepend, "▁a", "▁▁a", "0 0 1"},
    {"no steps", none, "É a", "É a", "0 1 2"},
    {"ALBERT's steps", albert, "Ｃafé ﬁN İ", "cafe fin i", "0 1 2 3 4 5 5 6 7 8"},
    {"steps with a mark lost", albert, "\u0301X", "x", "1"},
    {"sequence in a sequence", shrinking, "  né\u0301e ", "<<nee", "2 2 2 3 5"},
    {"all is lost", shrinking, "   ", "", ""},
};

} // namespace

class TestSimple : public QObject {
    Q_OBJECT
private slots:
    void normalizes_data() { addShownRows(rows); }
    void normalizes() { compareShown(normalizerFromJson); }

    void noneForNull() { QVERIFY(!normalizerFromJson(nullptr, "test")); }

    void refuses_data() {
        QTest::addColumn<QString>("json");
        QTest::addColumn<QString>("says");
        QTest::newRow("a text") << R"("NFC")"
                                << "normalizer";
        QTest::newRow("another type") << R"({"type": "Fancy"})"
                                      << "normalizer \"Fancy\"";
        QTest::newRow("no type") << R"({"lowercase": true})"
                                 << "normalizer \"\"";
        QTest::newRow("type is a number") << R"({"type": 3})"
                                          << "\"type\" is 3";
        QTest::newRow("sequence without steps") << R"({"type": "Sequence"})"
                                                << "\"normalizers\" is null, expected a list";
        QTest::newRow("step is null") << R"({"type": "Sequence", "normalizers": [null]})"
                                      << "\"normalizers\" is null, expected a list of objects";
        QTest::newRow("step is unknown") << R"({"type": "Sequence", "normalizers": [{"type": "Odd"}]})"
                                         << "normalizer \"Odd\"";
        QTest::newRow("side is a text") << R"({"type": "Strip", "strip_left": "yes"})"
                                        << "strip_left";
        QTest::newRow("beginning is a number") << R"({"type": "Prepend", "prepend": 1})"
                                               << "prepend";
    }
    void refuses() {
        QFETCH(QString, json);
        QFETCH(QString, says);
        const QString error =
            errorOf([&] { normalizerFromJson(parseJson(json.toStdString(), "test"), "test"); });
        QVERIFY2(error.contains(says) && error.startsWith("test: "), qPrintable(error));
    }
};

QTEST_APPLESS_MAIN(TestSimple)
#include "tst_simple.moc"
