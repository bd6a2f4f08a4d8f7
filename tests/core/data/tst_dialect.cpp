#include "core/base/Error.h"
#include "core/data/Dialect.h"
#include "core/data/HeaderGuess.h"
#include "tests/support/ScratchFolder.h"

#include <QTest>

#include <unicode/unistr.h>

using namespace espalier;

namespace {

struct Case {
    const char* name;
    std::string bytes;
    char delimiter;
    char quote;
    bool header;
};

// `count` lines of prose, each with its number and a label.
std::string lines(int count, const std::string& before, const std::string& between,
                  const std::string& after) {
    std::string text;
    for (int i = 0; i < count; ++i)
        text += before + std::to_string(i) + between + (i % 2 ? "good" : "bad") + after + "\n";
    return text;
}

const std::vector<Case> cases = {
    {"commas", "text,label\n" + lines(20, "\"I like it, number ", "\",", ""), ',', '"', true},
    {"tabs", "label\ttext\n" + lines(20, "1\tSo, so; really no ", ", ", ""), '\t', '\0', true},
    {"semicolons", "text;label\n" + lines(20, "Well, well, number ", ";", ""), ';', '"', true},
    {"bars", "text|label\n" + lines(20, "Well; well, number ", "|", ""), '|', '"', true},
    {"decimal commas", "name;value\nfirst;1,5\nsecond;2,25\n", ';', '"', true},
    {"one column", "text\nhello, world\nwell, well, well\nno\n", '\t', '\0', true},
    {"quoted line breaks", "text,label\n\"one\ntwo, three\",good\n\"four\",bad\nfive,bad\n", ',', '"', true},
    {"tabs with quotes", "\"well \"\"said\"\" all\"\t3\nso it is\t4\n\"again, \"\"no\"\"\"\t3\n", '\t', '"',
     false},
    {"tabs with stray quotes",
     "label\ttext_a\n1\t\"opens and never closes\n0\tplain\n1\t\"PC\" is what it says\n0\tno\n", '\t', '\0',
     true},
    {"tokens that are quotes", "He\tO\nsaid\tO\n\"\tO\nno\tO\n\"\tO\n.\tO\n", '\t', '\0', false},
    {"single quotes", "'a, b',x\n'c, d, e',y\n'f','z, z'\n", ',', '\'', true},
    {"text after closing quotes", "text,label\n\"Oh, no\" he said,bad\n\"Oh, yes\" she said,good\n", ',', '"',
     true},
    {"numbers below names", "a,b,c\n1,2,3\n4,5,6\n", ',', '"', true},
    {"nameless columns",
     "v1,v2,,\nham,see you at the station at seven,,\nspam,win a prize today and call us,,\n", ',', '"',
     true},
    {"a number in the first row",
     "A plane is taking off.,An air plane starts.,5.0\nA man plays.,He eats.,0.2\n", ',', '"', false},
    {"a label of the first row again", "高血压怎么办,内科\n头疼,神经科\n胸闷,内科\n", ',', '"', false},
    {"sentences in the first row", "I love it so much,positive\nI hate it so much,negative\n", ',', '"',
     false},
    {"Chinese names", "标签,内容\n好,这家店的服务非常周到\n差,送餐太慢了而且凉了\n", ',', '"', true},
    {"one row", "text,label\n", ',', '"', true},
};

std::string encoded(const char* utf8, const char* encoding) {
    const auto text = icu::UnicodeString::fromUTF8(utf8);
    std::string out(static_cast<std::size_t>(text.length()) * 8 + 16, '\0');
    out.resize(static_cast<std::size_t>(
        text.extract(0, text.length(), out.data(), static_cast<std::uint32_t>(out.size()), encoding)));
    return out;
}

constexpr const char* simplified =
    "text,label\n高血压患者能吃党参吗？这两天拿了些党参泡水喝,心血管科\n"
    "孩子晚上咳嗽得厉害，需要去医院检查吗,呼吸科\n最近总是胃疼而且反酸,消化科\n";
constexpr const char* traditional = "text,label\n這家餐廳的服務態度很好，餐點也非常美味,正面\n"
                                    "等了一個小時才上菜，實在太慢了,負面\n下次還會再來,正面\n";
constexpr const char* french = "texte,avis\nLe café était très bon même à l'été,positif\n"
                               "J'ai été déçu par la façon de répondre,négatif\n";
constexpr const char* russian = "текст,метка\nОчень хороший сервис и вкусная еда,хорошо\n"
                                "Ждали целый час и ушли голодными,плохо\n";

} // namespace

class TestDialect : public QObject {
    Q_OBJECT

    ScratchFolder folder_;

private slots:
    void guesses_data() {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < cases.size(); ++i) QTest::newRow(cases[i].name) << static_cast<int>(i);
    }
    void guesses() {
        QFETCH(int, index);
        const Case& wanted = cases[static_cast<std::size_t>(index)];
        const Dialect dialect = guessDialect(folder_.write("input", wanted.bytes));
        QCOMPARE(dialect.delimiter, wanted.delimiter);
        QCOMPARE(dialect.quote, wanted.quote);
        QCOMPARE(dialect.header, wanted.header);
        QCOMPARE(dialect.encoding, "UTF-8");
    }

    void encodings_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("encoding");
        const auto add = [](const char* name, const char* text, const char* encoding) {
            QTest::newRow(name) << QString(text) << QString(encoding);
        };
        add("UTF-8", simplified, "UTF-8");
        add("GB18030", simplified, "GB18030");
        add("Big5", traditional, "Big5");
        add("windows-1252", french, "windows-1252");
        add("windows-1251", russian, "windows-1251");
        add("UTF-16LE", simplified, "UTF-16LE");
        add("UTF-16BE", simplified, "UTF-16BE");
        add("UTF-16LE, Latin letters", french, "UTF-16LE");
    }
    void encodings() {
        QFETCH(QString, text);
        QFETCH(QString, encoding);
        const std::string name = encoding.toStdString();
        const auto file = folder_.write("input", encoded(text.toUtf8().constData(), name.c_str()));
        const Dialect dialect = guessDialect(file);
        QCOMPARE(dialect.encoding, name);
        const Preview preview = previewRows(file, dialect, 1);
        const auto firstRow = text.split('\n')[1].split(',');
        QCOMPARE(preview.rows[0].back(), firstRow.back().toStdString());
    }

    void byteOrderMarks() {
        QCOMPARE(guessDialect(folder_.write("a", "\xEF\xBB\xBF"
                                                 "a,b\n1,2\n"))
                     .encoding,
                 "UTF-8");
        QCOMPARE(guessDialect(folder_.write("b", std::string("\xFF\xFE"
                                                             "a\0,\0b\0\n\0",
                                                             10)))
                     .encoding,
                 "UTF-16LE");
        QCOMPARE(guessDialect(folder_.write("c", std::string("\xFE\xFF\0a\0,\0b\0\n", 10))).encoding,
                 "UTF-16BE");
    }

    // A table exported from a spreadsheet may leave ASCII only after thousands of rows.
    void foreignBytesLateInTheFile() {
        std::string bytes = "text,label\n";
        while (bytes.size() < (3u << 20)) bytes += "nothing but plain letters here,a\n";
        bytes += encoded(french, "windows-1252");
        QCOMPARE(guessDialect(folder_.write("late", bytes)).encoding, "windows-1252");
    }

    void aDamagedUtf8FileIsUtf8() {
        std::string bytes = simplified;
        for (int i = 0; i < 10; ++i) bytes += simplified;
        bytes.insert(bytes.find("呼吸科"), "\xE5\xFF");
        QCOMPARE(guessDialect(folder_.write("damaged", bytes)).encoding, "UTF-8");
    }

    // A character may lie across two of the stretches that are checked one by one.
    void charactersAcrossStretches() {
        for (const std::size_t shift : {0u, 1u, 2u, 3u}) {
            std::string bytes(shift, 'x');
            while (bytes.size() < (2u << 20) + 100) bytes += "心";
            QCOMPARE(guessDialect(folder_.write("long", bytes)).encoding, "UTF-8");
        }
    }

    void preview() {
        const auto file = folder_.write("p", "text,label\na,1\nragged\nb,2\nc,3\n");
        const Preview preview = previewRows(file, Dialect{}, 2);
        QCOMPARE(preview.columns, (std::vector<std::string>{"text", "label"}));
        QCOMPARE(preview.rows, (std::vector<std::vector<std::string>>{{"a", "1"}, {"b", "2"}}));
        QVERIFY(previewRows(file, Dialect{}, 0).rows.empty());
    }

    void previewLooksNoFurtherAfterManyRefusals() {
        std::string bytes = "text,label\na,1\n";
        for (int i = 0; i < 5000; ++i) bytes += "ragged\n";
        const Preview preview = previewRows(folder_.write("p", bytes + "b,2\n"), Dialect{}, 10);
        QCOMPARE(preview.rows, (std::vector<std::vector<std::string>>{{"a", "1"}}));
    }

    void previewStops() {
        StopSource source;
        source.request_stop();
        const auto file = folder_.write("p", "text,label\na,1\n");
        QVERIFY_EXCEPTION_THROWN(previewRows(file, Dialect{}, 2, source.get_token()), Stopped);
    }

    // Looked for in every row anew, the columns of the first would take minutes.
    void hundredsOfThousandsOfColumns() {
        std::vector<std::vector<std::string>> rows(1000, {"some text"});
        rows[0].resize(500'000);
        rows[0][0] = "text";
        QVERIFY(looksLikeHeader(rows));
        rows[0][0] = "some text";
        QVERIFY(!looksLikeHeader(rows));
    }

    // Read again from every line, this would take minutes.
    void quotesThatNeverEnd() {
        std::string bytes = "a,b\n\"x\n";
        while (bytes.size() < 500'000) bytes += "a\",\"b\n";
        guessDialect(folder_.write("quotes", bytes));
    }

    void errors() {
        QVERIFY_EXCEPTION_THROWN(guessDialect(folder_.write("e", "")), Error);
        QVERIFY_EXCEPTION_THROWN(guessDialect(folder_.write("e", "\n\n")), Error);
        QVERIFY_EXCEPTION_THROWN(guessDialect(folder_ / "missing"), Error);
    }
};

QTEST_APPLESS_MAIN(TestDialect)
#include "tst_dialect.moc"
