// Values of the reference, tokenizers 0.23.
#include "../Shown.h"
#include "core/tokenizer/normalizers/Normalizers.h"

using namespace espalier;

namespace {

constexpr const char* nfc = R"({"type":"NFC"})";
constexpr const char* nfd = R"({"type":"NFD"})";
constexpr const char* nfkc = R"({"type":"NFKC"})";
constexpr const char* nfkd = R"({"type":"NFKD"})";

constexpr ShownRow rows[] = {
    {"NFC, ASCII", nfc, "plain 42", "plain 42", "0 1 2 3 4 5 6 7"},
    {"NFC, nothing", nfc, "", "", ""},
    {"NFC, one accent", nfc, "e\u0301a\u0308b", "éäb", "0 2 4"},
    {"NFC, composed", nfc, "éäb", "éäb", "0 1 2"},
    {"NFC, two marks", nfc, "xe\u0323\u0302y", "xệy", "0 1 4"},
    {"NFC, marks out of order", nfc, "a\u0307\u0323b", "ạ\u0307b", "0 2 3"},
    {"NFC, blocked mark", nfc, "a\u0315\u0301", "á\u0315", "0 2"},
    {"NFC, mark first", nfc, "\u0301e", "\u0301e", "0 1"},
    {"NFC, jamo", nfc, "한!", "한!", "0 3"},
    {"NFC, hangul", nfc, "한국", "한국", "0 1"},
    {"NFC, ideographs", nfc, "中文，标点", "中文，标点", "0 1 2 3 4"},
    {"NFC, Kelvin and Ångström", nfc, "K\u212b", "KÅ", "0 1"},
    {"NFC, composition exclusion", nfc, "क़x", "क\u093cx", "0 0 1"},
    {"NFC, pointed Hebrew", nfc, "\u05e9\u05c1\u05b8\u05dc\u05d5\u05b9\u05dd",
     "\u05e9\u05b8\u05c1\u05dc\u05d5\u05b9\u05dd", "0 1 2 3 4 5 6"},
    {"NFC, Arabic hamza", nfc, "\u0627\u0655\u0627\u0654", "\u0625\u0623", "0 2"},
    {"NFC, emoji", nfc, "a👍\U0001f3fd👩\u200d👧b", "a👍\U0001f3fd👩\u200d👧b", "0 1 2 3 4 5 6"},
    {"NFC, ligature", nfc, "aﬁb", "aﬁb", "0 1 2"},
    {"NFC, compatibility ideograph", nfc, "豈x", "豈x", "0 1"},
    {"NFC, long s with dots", nfc, "ẛ\u0323", "ẛ\u0323", "0 1"},
    {"NFD, ASCII", nfd, "plain 42", "plain 42", "0 1 2 3 4 5 6 7"},
    {"NFD, nothing", nfd, "", "", ""},
    {"NFD, one accent", nfd, "e\u0301a\u0308b", "e\u0301a\u0308b", "0 1 2 3 4"},
    {"NFD, composed", nfd, "éäb", "e\u0301a\u0308b", "0 0 1 1 2"},
    {"NFD, two marks", nfd, "xe\u0323\u0302y", "xe\u0323\u0302y", "0 1 2 3 4"},
    {"NFD, marks out of order", nfd, "a\u0307\u0323b", "a\u0323\u0307b", "0 1 2 3"},
    {"NFD, blocked mark", nfd, "a\u0315\u0301", "a\u0301\u0315", "0 1 2"},
    {"NFD, mark first", nfd, "\u0301e", "\u0301e", "0 1"},
    {"NFD, jamo", nfd, "한!", "한!", "0 1 2 3"},
    {"NFD, hangul", nfd, "한국", "한국", "0 0 0 1 1 1"},
    {"NFD, ideographs", nfd, "中文，标点", "中文，标点", "0 1 2 3 4"},
    {"NFD, Kelvin and Ångström", nfd, "K\u212b", "KA\u030a", "0 1 1"},
    {"NFD, composition exclusion", nfd, "क़x", "क\u093cx", "0 0 1"},
    {"NFD, pointed Hebrew", nfd, "\u05e9\u05c1\u05b8\u05dc\u05d5\u05b9\u05dd",
     "\u05e9\u05b8\u05c1\u05dc\u05d5\u05b9\u05dd", "0 1 2 3 4 5 6"},
    {"NFD, Arabic hamza", nfd, "\u0627\u0655\u0627\u0654", "\u0627\u0655\u0627\u0654", "0 1 2 3"},
    {"NFD, emoji", nfd, "a👍\U0001f3fd👩\u200d👧b", "a👍\U0001f3fd👩\u200d👧b", "0 1 2 3 4 5 6"},
    {"NFD, ligature", nfd, "aﬁb", "aﬁb", "0 1 2"},
    {"NFD, compatibility ideograph", nfd, "豈x", "豈x", "0 1"},
    {"NFD, long s with dots", nfd, "ẛ\u0323", "ſ\u0323\u0307", "0 1 1"},
    {"NFKC, ASCII", nfkc, "plain 42", "plain 42", "0 1 2 3 4 5 6 7"},
    {"NFKC, nothing", nfkc, "", "", ""},
    {"NFKC, one accent", nfkc, "e\u0301a\u0308b", "éäb", "0 2 4"},
    {"NFKC, composed", nfkc, "éäb", "éäb", "0 1 2"},
    {"NFKC, two marks", nfkc, "xe\u0323\u0302y", "xệy", "0 1 4"},
    {"NFKC, marks out of order", nfkc, "a\u0307\u0323b", "ạ\u0307b", "0 2 3"},
    {"NFKC, blocked mark", nfkc, "a\u0315\u0301", "á\u0315", "0 2"},
    {"NFKC, mark first", nfkc, "\u0301e", "\u0301e", "0 1"},
    {"NFKC, jamo", nfkc, "한!", "한!", "0 3"},
    {"NFKC, hangul", nfkc, "한국", "한국", "0 1"},
    {"NFKC, ideographs", nfkc, "中文，标点", "中文,标点", "0 1 2 3 4"},
    {"NFKC, Kelvin and Ångström", nfkc, "K\u212b", "KÅ", "0 1"},
    {"NFKC, composition exclusion", nfkc, "क़x", "क\u093cx", "0 0 1"},
    {"NFKC, pointed Hebrew", nfkc, "\u05e9\u05c1\u05b8\u05dc\u05d5\u05b9\u05dd",
     "\u05e9\u05b8\u05c1\u05dc\u05d5\u05b9\u05dd", "0 1 2 3 4 5 6"},
    {"NFKC, Arabic hamza", nfkc, "\u0627\u0655\u0627\u0654", "\u0625\u0623", "0 2"},
    {"NFKC, emoji", nfkc, "a👍\U0001f3fd👩\u200d👧b", "a👍\U0001f3fd👩\u200d👧b", "0 1 2 3 4 5 6"},
    {"NFKC, ligature", nfkc, "aﬁb", "afib", "0 1 1 2"},
    {"NFKC, full width", nfkc, "ＡＢ１！", "AB1!", "0 1 2 3"},
    {"NFKC, half-width kana", nfkc, "ﾊﾟﾋ", "パヒ", "0 2"},
    {"NFKC, circled and squared", nfkc, "①㎏", "1kg", "0 1 1"},
    {"NFKC, compatibility ideograph", nfkc, "豈x", "豈x", "0 1"},
    {"NFKC, one for eighteen", nfkc, "a\ufdfab",
     "a\u0635\u0644\u0649 \u0627\u0644\u0644\u0647 \u0639\u0644\u064a\u0647 \u0648\u0633\u0644\u0645b",
     "0 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 2"},
    {"NFKC, fraction", nfkc, "1½", "11⁄2", "0 1 1 1"},
    {"NFKC, no-break space", nfkc, "a\u00a0b", "a b", "0 1 2"},
    {"NFKC, younger than Unicode 9", nfkc, "a\U0001e030b", "a\U0001e030b", "0 1 2"},
    {"NFKC, long s with dots", nfkc, "ẛ\u0323", "ṩ", "0"},
    {"NFKD, ASCII", nfkd, "plain 42", "plain 42", "0 1 2 3 4 5 6 7"},
    {"NFKD, nothing", nfkd, "", "", ""},
    {"NFKD, one accent", nfkd, "e\u0301a\u0308b", "e\u0301a\u0308b", "0 1 2 3 4"},
    {"NFKD, composed", nfkd, "éäb", "e\u0301a\u0308b", "0 0 1 1 2"},
    {"NFKD, two marks", nfkd, "xe\u0323\u0302y", "xe\u0323\u0302y", "0 1 2 3 4"},
    {"NFKD, marks out of order", nfkd, "a\u0307\u0323b", "a\u0323\u0307b", "0 1 2 3"},
    {"NFKD, blocked mark", nfkd, "a\u0315\u0301", "a\u0301\u0315", "0 1 2"},
    {"NFKD, mark first", nfkd, "\u0301e", "\u0301e", "0 1"},
    {"NFKD, jamo", nfkd, "한!", "한!", "0 1 2 3"},
    {"NFKD, hangul", nfkd, "한국", "한국", "0 0 0 1 1 1"},
    {"NFKD, ideographs", nfkd, "中文，标点", "中文,标点", "0 1 2 3 4"},
    {"NFKD, Kelvin and Ångström", nfkd, "K\u212b", "KA\u030a", "0 1 1"},
    {"NFKD, composition exclusion", nfkd, "क़x", "क\u093cx", "0 0 1"},
    {"NFKD, pointed Hebrew", nfkd, "\u05e9\u05c1\u05b8\u05dc\u05d5\u05b9\u05dd",
     "\u05e9\u05b8\u05c1\u05dc\u05d5\u05b9\u05dd", "0 1 2 3 4 5 6"},
    {"NFKD, Arabic hamza", nfkd, "\u0627\u0655\u0627\u0654", "\u0627\u0655\u0627\u0654", "0 1 2 3"},
    {"NFKD, emoji", nfkd, "a👍\U0001f3fd👩\u200d👧b", "a👍\U0001f3fd👩\u200d👧b", "0 1 2 3 4 5 6"},
    {"NFKD, ligature", nfkd, "aﬁb", "afib", "0 1 1 2"},
    {"NFKD, full width", nfkd, "ＡＢ１！", "AB1!", "0 1 2 3"},
    {"NFKD, half-width kana", nfkd, "ﾊﾟﾋ", "ハ\u309aヒ", "0 1 2"},
    {"NFKD, circled and squared", nfkd, "①㎏", "1kg", "0 1 1"},
    {"NFKD, compatibility ideograph", nfkd, "豈x", "豈x", "0 1"},
    {"NFKD, one for eighteen", nfkd, "a\ufdfab",
     "a\u0635\u0644\u0649 \u0627\u0644\u0644\u0647 \u0639\u0644\u064a\u0647 \u0648\u0633\u0644\u0645b",
     "0 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 2"},
    {"NFKD, fraction", nfkd, "1½", "11⁄2", "0 1 1 1"},
    {"NFKD, no-break space", nfkd, "a\u00a0b", "a b", "0 1 2"},
    {"NFKD, younger than Unicode 9", nfkd, "a\U0001e030b", "a\U0001e030b", "0 1 2"},
    {"NFKD, long s with dots", nfkd, "ẛ\u0323", "s\u0323\u0307", "0 1 1"},
};

} // namespace

class TestUnicodeForm : public QObject {
    Q_OBJECT
private slots:
    void normalizes_data() { addShownRows(rows); }
    void normalizes() { compareShown(normalizerFromJson); }

    void goesOnFromTheFirstSource() {
        NormalizedText out;
        makeUnicodeForm(false, true)->normalize("e\u0301x", 7, out);
        QCOMPARE(out.text, std::string("éx"));
        QCOMPARE(out.sources, (std::vector<std::int32_t>{7, 7, 9}));
    }

    void manyMarksOnOneLetter() { // in the order of their classes, and none is lost
        std::string text = "a";
        for (int i = 0; i < 10'000; ++i) text += i % 2 ? "\u0323" : "\u0301";
        NormalizedText out;
        makeUnicodeForm(false, false)->normalize(text, 0, out);
        QCOMPARE(out.text.size(), text.size());
        QVERIFY(out.text.starts_with("a\u0323\u0323"));
        QVERIFY(out.text.ends_with("\u0301\u0301"));
    }
};

QTEST_APPLESS_MAIN(TestUnicodeForm)
#include "tst_unicode_form.moc"
