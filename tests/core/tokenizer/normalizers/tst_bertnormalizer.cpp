#include "core/tokenizer/normalizers/BertNormalizer.h"
#include "core/tokenizer/pretokenizers/BertPreTokenizer.h"

#include <QTest>

using namespace espalier;

namespace {

// The normalised text, and the source of every code point of it.
std::string shown(const NormalizedText& text) {
    std::string out = text.text + " |";
    for (std::size_t i = 0; i < text.text.size();) {
        out += fmt::format(" {}", text.sources[i]);
        nextCodePoint(text.text, i);
    }
    return out;
}

} // namespace

class TestBertNormalizer : public QObject {
    Q_OBJECT
private slots:
    void normalizes_data() {
        QTest::addColumn<QString>("options"); // c: clean, i: ideographs, a: accents, l: lower case
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("normalized");
        QTest::newRow("ascii") << "cial"
                               << "Ab C!"
                               << "ab c! | 0 1 2 3 4";
        QTest::newRow("nothing asked")
            << "" << QString("A\tÉ\u4e2d\u200b") << QString("A\tÉ\u4e2d\u200b | 0 1 2 3 4");
        QTest::newRow("white space") << "c" << QString("a\tb\u3000c\u2028d") << "a b c d | 0 1 2 3 4 5 6";
        QTest::newRow("controls") << "c" << QString("a\u0001b\u200bc\ufffdd\u00ad\ue000e")
                                  << "abcde | 0 2 4 6 9";
        QTest::newRow("nul") << "c" << QString("a") + QChar(0) + "b"
                             << "ab | 0 2";
        QTest::newRow("young format character stays") << "c" << QString("\u08e2") << QString("\u08e2 | 0");
        QTest::newRow("ideographs") << "i" << QString("a\u4e2db") << QString("a \u4e2d b | 0 1 1 1 2");
        QTest::newRow("compatibility ideograph") << "ia" << QString("\uf900") << QString(" \u8c48  | 0 0 0");
        QTest::newRow("kana is no ideograph") << "i" << QString("\u30ab") << QString("\u30ab | 0");
        QTest::newRow("composed accent") << "al" << QString("É\u1ec7x") << "eex | 0 1 2";
        QTest::newRow("combining accent") << "al" << QString("E\u0301x") << "ex | 0 2";
        QTest::newRow("accents stay") << "l" << QString("ÉE\u0301") << QString("ée\u0301 | 0 1 2");
        QTest::newRow("dotted I, accents off") << "al" << QString("\u0130b") << "ib | 0 1";
        QTest::newRow("dotted I, accents on") << "l" << QString("\u0130b") << QString("i\u0307b | 0 0 1");
        QTest::newRow("no final sigma") << "l" << QString("ΟΣ") << QString("οσ | 0 1");
        QTest::newRow("hangul") << "a" << QString("각x") << QString("\u1100\u1161\u11a8x | 0 0 0 1");
        // Marks that are not Mn to the reference stay, in canonical order and in line.
        QTest::newRow("reordered") << "a" << QString("o\u08db\u0744x") << QString("o\u08dbx | 0 2 3");
        QTest::newRow("across a removed control")
            << "ca" << QString("o\u08db\u001c\u0744x") << QString("o\u08dbx | 0 3 4");
        QTest::newRow("capital of Unicode 16") << "l" << QString("\u1c89") << QString("\u1c8a | 0");
        QTest::newRow("empty") << "cial"
                               << ""
                               << " |";
    }
    void normalizes() {
        QFETCH(QString, options);
        QFETCH(QString, text);
        QFETCH(QString, normalized);
        const BertNormalizer normalizer(
            {options.contains('c'), options.contains('i'), options.contains('a'), options.contains('l')});
        NormalizedText out;
        out.append('?', 0); // is replaced
        normalizer.normalize(text.toStdString(), 0, out);
        QCOMPARE(QString::fromStdString(shown(out)), normalized);
    }

    void countsFromTheFirstSource() {
        NormalizedText out;
        BertNormalizer({}).normalize("a é", 10, out);
        QCOMPARE(shown(out), std::string("a e | 10 11 12"));
    }

    void accentsFollowLowerCase() {
        NormalizedText out;
        BertNormalizer::fromJson({{"lowercase", false}, {"strip_accents", nullptr}}, "test")
            ->normalize("É", 0, out);
        QCOMPARE(out.text, std::string("É"));
        BertNormalizer::fromJson({{"lowercase", false}, {"strip_accents", true}}, "test")
            ->normalize("É", 0, out);
        QCOMPARE(out.text, std::string("E"));
        BertNormalizer::fromJson(Json::object(), "test")->normalize("É", 0, out);
        QCOMPARE(out.text, std::string("e"));
    }

    void splits_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("words");
        QTest::newRow("blanks") << "  a  bc "
                                << "a|bc";
        QTest::newRow("punctuation") << "it's 5%."
                                     << "it|'|s|5|%|.";
        QTest::newRow("in a row") << "?!?"
                                  << "?|!|?";
        QTest::newRow("ascii symbols") << "a$b^c~d`e"
                                       << "a|$|b|^|c|~|d|`|e";
        QTest::newRow("symbols elsewhere") << QString("a€b±c") << QString("a€b±c");
        QTest::newRow("punctuation elsewhere") << QString("“a”—b、c") << QString("“|a|”|—|b|、|c");
        QTest::newRow("white space elsewhere") << QString("a\u3000b\u00a0c") << "a|b|c";
        QTest::newRow("punctuation of Unicode 10 is none") << QString("a\u2e49b") << QString("a\u2e49b");
        QTest::newRow("reclassified since") << QString("a\u166db") << QString("a|\u166d|b");
    }
    void splits() {
        QFETCH(QString, text);
        QFETCH(QString, words);
        NormalizedText normalized;
        for (const char32_t c : text.toUcs4()) normalized.append(c, 0);
        std::vector<Span> spans;
        BertPreTokenizer().split(normalized, {0, normalized.text.size()}, spans);
        QStringList found;
        for (const Span span : spans) found << QString::fromStdString(std::string(normalized[span]));
        QCOMPARE(found.join("|"), words);
    }
};

QTEST_APPLESS_MAIN(TestBertNormalizer)
#include "tst_bertnormalizer.moc"
