// Values of the reference, tokenizers 0.23.
#include "../Shown.h"
#include "core/tokenizer/pretokenizers/PreTokenizers.h"

#include <set>

using namespace espalier;

namespace {

constexpr const char* words =
    R"({"type":"ByteLevel","add_prefix_space":false,"trim_offsets":true,"use_regex":true})";
constexpr const char* prefixed =
    R"({"type":"ByteLevel","add_prefix_space":true,"trim_offsets":true,"use_regex":true})";
constexpr const char* whole =
    R"({"type":"ByteLevel","add_prefix_space":false,"trim_offsets":true,"use_regex":false})";

constexpr ShownRow rows[] = {
    {"words", words, "Hello, it's 2024!", "Hello|,|Ġit|'s|Ġ2024|!", "0-5 5-6 6-9 9-11 11-16 16-17"},
    {"blanks", words, "a  b   ", "a|Ġ|Ġb|ĠĠĠ", "0-1 1-2 2-4 4-7"},
    {"line breaks", words, "a\n\n b\t\tc", "a|ĊĊ|Ġb|ĉ|ĉ|c", "0-1 1-3 3-5 5-6 6-7 7-8"},
    {"prefix", prefixed, "a b", "Ġa|Ġb", "0-1 1-3"},
    {"prefix stands there", prefixed, " a", "Ġa", "0-2"},
    {"prefix before a line break", prefixed, "\na", "Ġ|Ċ|a", "0-1 0-1 1-2"},
    {"whole", whole, "it's a", "it'sĠa", "0-6"},
    {"nothing", words, "", "", ""},
    {"accents", words, "né e\u0301", "nÃ©|Ġe|Ìģ", "0-2 2-4 4-5"},
    {"ideographs", words, "中文 字", "ä\u00b8Ńæĸĩ|ĠåŃĹ", "0-2 2-4"},
    {"Hebrew", words, "\u05e9\u05c1\u05dc", "×©|×ģ|×ľ", "0-1 1-2 2-3"},
    {"emoji", words, "a👍\U0001f3fd👩\u200d👧", "a|ðŁĳįðŁı½ðŁĳ©âĢįðŁĳ§", "0-1 1-6"},
    {"prefix before an emoji", prefixed, "🙂", "ĠðŁĻĤ", "0-1"},
    {"controls", words, "a\001\177\302\205", "a|āġ|Âħ", "0-1 1-3 3-4"},
    {"upper case is no contraction", words, "IT'S I'M", "IT|'|S|ĠI|'|M", "0-2 2-3 3-4 4-6 6-7 7-8"},
    {"numbers", words, "x²½ⅷ\u0663", "x|Â²Â½âħ·Ù£", "0-1 1-5"},
    {"no-break space", words, "a\u00a0b", "a|Âł|b", "0-1 1-2 2-3"},
};

} // namespace

class TestByteLevel : public QObject {
    Q_OBJECT
private slots:
    void cuts_data() { addShownRows(rows); }
    void cuts() { compareShown(preTokenizerFromJson); }

    void everyByteHasALetterOfItsOwn() {
        std::set<std::string> letters;
        for (int byte = 0; byte < 256; ++byte)
            letters.insert(byteLevelLetter(static_cast<unsigned char>(byte)));
        QCOMPARE(letters.size(), std::size_t(256));
        for (const std::string& letter : letters) QCOMPARE(codePointCount(letter), std::size_t(1));
        QCOMPARE(byteLevelLetter('A'), std::string("A"));
        QCOMPARE(byteLevelLetter(' '), std::string("Ġ"));
        QCOMPARE(byteLevelLetter('\n'), std::string("Ċ"));
        QCOMPARE(byteLevelLetter(0xAD), std::string("Ń"));
        QCOMPARE(byteLevelLetter(0xFF), std::string("ÿ"));
    }

    void wordsAreTheExpressionOfGpt2_data() { // the cutter is written by hand: held against the expression
        QTest::addColumn<QString>("text");
        const char* const texts[] = {
            "I'll say it's John's, they've said 'twas",
            "a  b   c\n\n d \t\te ",
            "x=3.14; y=²½Ⅷ٣٤",
            "tail   ",
            "   head",
            "'''s 'd'm'x 'LL",
            "中文，标点。 𝒳𝟛 👍🏽👩\u200d👧",
            "e\u0301e a\u0300\u0301 \u05e9\u05c1\u05dc \u0645\u0631\u062d\u0628\u0627",
            "\u00a0\u3000a\u2028b\u0085c \u00a0 d",
            "a\u200bb \ufeff"};
        for (const char* text : texts) QTest::newRow(text) << text;
    }
    void wordsAreTheExpressionOfGpt2() {
        QFETCH(QString, text);
        std::vector<std::unique_ptr<PreTokenizer>> steps;
        steps.push_back(makeSplit(
            Pattern::regex(R"('s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+)",
                           "test"),
            Delimiter::Isolated, false));
        steps.push_back(makeByteLevel(false, false));
        const Shown expected = shown(*sequenceOf(std::move(steps)), text.toStdString());
        const Shown found = shown(*makeByteLevel(false, true), text.toStdString());
        QCOMPARE(found.text, expected.text);
        QCOMPARE(found.sources, expected.sources);
    }
};

QTEST_APPLESS_MAIN(TestByteLevel)
#include "tst_byte_level.moc"
