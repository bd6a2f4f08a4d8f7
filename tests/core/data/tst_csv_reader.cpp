#include "core/base/Error.h"
#include "core/data/import/CsvReader.h"
#include "tests/support/ScratchFolder.h"

#include <QTest>

#include <set>

using namespace espalier;
using Rows = std::vector<std::vector<std::string>>;
using Lines = std::vector<std::int64_t>;

namespace {

struct Read {
    std::vector<std::string> columns;
    Rows rows;
    Lines lines;
    ImportReport report;

    Lines refusedLines() const {
        Lines refused;
        for (const auto& row : report.refusedRows) refused.push_back(row.line);
        return refused;
    }
};

Read readFrom(const fs::path& file, const CsvOptions& options) {
    Read read;
    read.report = readCsv(
        file, options, [&](const auto& columns) { read.columns = columns; },
        [&](auto fields, auto line) {
            read.rows.emplace_back(fields.begin(), fields.end());
            read.lines.push_back(line);
            return true;
        });
    return read;
}

Dialect headless(char delimiter = ',', char quote = '"') {
    return {"UTF-8", delimiter, quote, false};
}

CsvOptions asWritten(const Dialect& dialect) {
    CsvOptions options;
    options.dialect = dialect;
    return options;
}

struct Case {
    const char* name;
    std::string bytes;
    Rows rows;
    Lines refused = {};
    Dialect dialect = headless();
};

const std::string nul(1, '\0');

const std::vector<Case> cases = {
    // what RFC 4180 says
    {"line feeds", "a,b\nc,d\n", {{"a", "b"}, {"c", "d"}}},
    {"CRLF", "a,b\r\nc,d\r\n", {{"a", "b"}, {"c", "d"}}},
    {"no last line end", "a,b\nc,d", {{"a", "b"}, {"c", "d"}}},
    {"delimiter in quotes", "John,\"Anytown, WW\",08123\n", {{"John", "Anytown, WW", "08123"}}},
    {"doubled quotes", "1,\"say \"\"ha\"\" now\"\n", {{"1", "say \"ha\" now"}}},
    {"only doubled quotes", "\"\"\"\",x\n", {{"\"", "x"}}},
    {"empty quoted fields", "1,\"\",\"\"\n2,3,4", {{"1", "", ""}, {"2", "3", "4"}}},
    {"quoted JSON", "1,\"{\"\"type\"\": [102.0, 0.5]}\"\n", {{"1", "{\"type\": [102.0, 0.5]}"}}},
    {"quoted line feed", "\"once \nupon\",5\n7,8\n", {{"once \nupon", "5"}, {"7", "8"}}},
    {"quoted CRLF", "\"once \r\nupon\",5\r\n7,8\r\n", {{"once \r\nupon", "5"}, {"7", "8"}}},
    {"quotes and line feeds", "1,\"ha \n\"\"ha\"\" \nha\"\n3,4\n", {{"1", "ha \n\"ha\" \nha"}, {"3", "4"}}},
    {"quoted at the end of the file", "a,\"b\"", {{"a", "b"}}},
    {"empty last field", "a,b\nc,", {{"a", "b"}, {"c", ""}}},
    {"beyond ASCII", "4,5,ʤ", {{"4", "5", "ʤ"}}},
    {"spaces are kept", " a , b \n", {{" a ", " b "}}},
    // its breaches
    {"CR alone", "a,b\rc,d\r", {{"a", "b"}, {"c", "d"}}},
    {"mixed line ends", "a,b\r\nc,d\ne,f\rg,h", {{"a", "b"}, {"c", "d"}, {"e", "f"}, {"g", "h"}}},
    {"quote inside a field", "36'37.8\"N,121'17.9\"W\n", {{"36'37.8\"N", "121'17.9\"W"}}},
    {"text after a closing quote", "\"a\"b,c\n", {{"ab", "c"}}},
    {"text with quotes after a closing quote",
     "\"he said \"hi\" to me\",x\n",
     {{"he said hi\" to me\"", "x"}}},
    {"empty lines", "a,b\n\n\r\nc,d\n\n", {{"a", "b"}, {"c", "d"}}},
    {"byte order mark",
     "\xEF\xBB\xBF"
     "a,b\n",
     {{"a", "b"}}},
    {"byte order mark before a quote", "\xEF\xBB\xBF\"a\",b\n", {{"a", "b"}}},
    {"empty fields beyond the columns", "a,b\nc,d,,\n", {{"a", "b"}, {"c", "d"}}},
    {"invalid byte", "a\xFF,b\n", {{"a\xEF\xBF\xBD", "b"}}},
    // other dialects
    {"tabs", "a\tb, c\n", {{"a", "b, c"}}, {}, headless('\t')},
    {"semicolons", "a;\"b;c\"\n", {{"a", "b;c"}}, {}, headless(';')},
    {"single quotes", "'a,b',c\n", {{"a,b", "c"}}, {}, headless(',', '\'')},
    {"no quotes", "\"a\tb\n\"c\"\td\n", {{"\"a", "b"}, {"\"c\"", "d"}}, {}, headless('\t', '\0')},
    {"stray quote inside a tab-separated field",
     "5\" disk\tx\nnext\ty\n",
     {{"5\" disk", "x"}, {"next", "y"}},
     {},
     headless('\t')},
    // refused
    {"too few columns", "a,b\nc\nd,e\n", {{"a", "b"}, {"d", "e"}}, {2}},
    {"too many columns", "a,b\nc,d,e\nf,g\n", {{"a", "b"}, {"f", "g"}}, {2}},
    {"NUL", "a,b\nc," + nul + "\nd,e\n", {{"a", "b"}, {"d", "e"}}, {2}},
    {"NUL in quotes", "a,b\n\"c\n" + nul + "\",x\nd,e\n", {{"a", "b"}, {"d", "e"}}, {2}},
    {"quote never closed", "a,b\nc,\"d\ne,f\ng,h\n", {{"a", "b"}, {"e", "f"}, {"g", "h"}}, {2}},
    {"quote never closed in the last line", "a,b\nc,\"d", {{"a", "b"}}, {2}},
    {"quote that only a later row's quote closes",
     "a,b\nc,\"d\ne,f\ng,\"h, i\"\n",
     {{"a", "b"}, {"e", "f"}, {"g", "h, i"}},
     {2}},
    {"lines are counted through quotes", "a,\"b\n\nb\"\nc\nd,e\n", {{"a", "b\n\nb"}, {"d", "e"}}, {4}},
};

} // namespace

class TestCsvReader : public QObject {
    Q_OBJECT

    ScratchFolder folder_;

    fs::path file(std::string_view bytes) { return folder_.write("input.csv", bytes); }

private slots:
    void rows_data() {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < cases.size(); ++i) QTest::newRow(cases[i].name) << static_cast<int>(i);
    }
    void rows() {
        QFETCH(int, index);
        const Case& wanted = cases[static_cast<std::size_t>(index)];
        CsvOptions options;
        options.dialect = wanted.dialect;
        const Read read = readFrom(file(wanted.bytes), options);
        QCOMPARE(read.rows, wanted.rows);
        QCOMPARE(read.refusedLines(), wanted.refused);
        QCOMPARE(read.report.rows, static_cast<std::int64_t>(wanted.rows.size()));
        QCOMPARE(read.report.refused, static_cast<std::int64_t>(wanted.refused.size()));
    }

    // The same rows wherever the ends of what is read at once fall.
    void rowsAcrossReads() {
        for (const std::size_t shift : {0u, 1u, 2u, 3u, 5u, 8u}) {
            const std::string filling((1u << 20) - 20 + shift, 'x');
            const std::string tail = "\"q \"\"in\"\"\r\nq\",\"d\"\r\n\"e\",f\r\n";
            const Read read = readFrom(file(filling + ",b\r\n" + tail + tail), asWritten(headless()));
            const Rows expected = {
                {filling, "b"}, {"q \"in\"\r\nq", "d"}, {"e", "f"}, {"q \"in\"\r\nq", "d"}, {"e", "f"}};
            QCOMPARE(read.rows, expected);
            QCOMPARE(read.lines, (Lines{1, 2, 4, 5, 7}));
        }
    }

    void columnNames_data() {
        QTest::addColumn<QString>("header");
        QTest::addColumn<QStringList>("names");
        QTest::newRow("twice") << "a,a" << QStringList{"a", "a 2"};
        QTest::newRow("often") << "a,a,a,a" << QStringList{"a", "a 2", "a 3", "a 4"};
        QTest::newRow("as a copy would be called") << "a 2,a,a,a" << QStringList{"a 2", "a", "a 3", "a 4"};
        QTest::newRow("blank") << "a,,b," << QStringList{"a", "Column 2", "b", "Column 4"};
        QTest::newRow("as a blank one would be called")
            << "Column 2," << QStringList{"Column 2", "Column 2 2"};
        QTest::newRow("white space") << "a,\u3000,\uFEFF \u00A0" << QStringList{"a", "Column 2", "Column 3"};
        QTest::newRow("around") << "\u3000a , b" << QStringList{"a", "b"};
    }
    void columnNames() {
        QFETCH(QString, header);
        QFETCH(QStringList, names);
        QStringList found;
        for (const auto& name : readFrom(file(header.toStdString() + "\n"), {}).columns)
            found.append(QString::fromStdString(name));
        QCOMPARE(found, names);
    }

    // Compared with each name before it, each of these would take hours.
    void hundredsOfThousandsOfColumns() {
        const std::string commas(500'000, ',');
        std::string same = "a";
        for (int i = 0; i < 500'000; ++i) same += ",a";
        for (const std::string& header : {commas, same}) {
            const Read read = readFrom(file(header + "\n"), {});
            QCOMPARE(read.columns.size(), std::size_t(500'001));
            QCOMPARE(std::set(read.columns.begin(), read.columns.end()).size(), std::size_t(500'001));
        }
    }

    void header() {
        const Read read = readFrom(file("v1, v2 ,,text,text,\nham,hi,,a,b,\n"), {});
        QCOMPARE(read.columns,
                 (std::vector<std::string>{"v1", "v2", "Column 3", "text", "text 2", "Column 6"}));
        QCOMPARE(read.rows, (Rows{{"ham", "hi", "", "a", "b", ""}}));
        QCOMPARE(read.lines, (Lines{2}));
    }

    void noHeader() {
        CsvOptions options;
        options.dialect.header = false;
        QCOMPARE(readFrom(file("x,y\n"), options).columns,
                 (std::vector<std::string>{"Column 1", "Column 2"}));
    }

    void headerAlone() {
        const Read read = readFrom(file("text,label\n"), {});
        QCOMPARE(read.report.rows, 0);
        QCOMPARE(read.columns.size(), std::size_t(2));
    }

    void reasonsNameWhatWasFound() {
        const Read read = readFrom(file("text,label\nonly one\na,b,c\nd," + nul + "\ne,\"f\n"), {});
        QCOMPARE(read.report.refusedRows[0].reason.english(), "The row has 1 columns, the first row has 2.");
        QCOMPARE(read.report.refusedRows[0].text, "only one");
        QCOMPARE(read.report.refusedRows[1].reason.english(), "The row has 3 columns, the first row has 2.");
        QCOMPARE(read.report.refusedRows[2].reason.english(), "The row holds a NUL byte.");
        QCOMPARE(read.report.refusedRows[3].reason.english(), "A quote is opened and never closed.");
        QCOMPARE(read.report.refusedRows[3].text, "e,\"f");
    }

    void limits() {
        CsvOptions options;
        options.dialect = headless();
        options.maxFieldBytes = 10;
        const std::string ten(10, 'x'), eleven(11, 'x');
        const Read read = readFrom(file("a,b\n" + ten + "," + ten + "\n\"" + ten + "\",c\n" + eleven +
                                        ",d\n\"" + eleven + "\",e\n\"open\nuntil\nthe\nend\nf,g\n"),
                                   options);
        QCOMPARE(read.rows, (Rows{{"a", "b"}, {ten, ten}, {ten, "c"}, {"f", "g"}}));
        QCOMPARE(read.refusedLines(), (Lines{4, 5, 6, 7, 8, 9}));
        QCOMPARE(read.report.refusedRows[0].reason.english(),
                 "A field is 11 bytes long, at most 10 bytes are read.");
        QCOMPARE(read.report.refusedRows[1].reason.english(),
                 "A quote is opened and not closed within 10 bytes.");
    }

    void hugeLine() {
        CsvOptions options;
        options.dialect = headless();
        options.maxFieldBytes = 1 << 20;
        const std::string huge(20u << 20, 'y');
        const Read read = readFrom(file("a,b\n" + huge + "\nc,d\n"), options);
        QCOMPARE(read.rows, (Rows{{"a", "b"}, {"c", "d"}}));
        QCOMPARE(read.refusedLines(), (Lines{2}));
        QVERIFY(read.report.refusedRows[0].text.size() < 3000);
    }

    // Each line closes the quote of the line before and opens one of its own: read again from every line,
    // this would take hours.
    void quotesThatNeverEnd() {
        CsvOptions options;
        options.dialect = headless();
        options.maxFieldBytes = 1 << 10;
        std::string bytes = "a,b\n\"x\n";
        for (int i = 0; i < 300'000; ++i) bytes += "a\",\"b\n";
        const Read read = readFrom(file(bytes), options);
        QCOMPARE(read.rows.front(), (std::vector<std::string>{"a", "b"}));
        QVERIFY(read.report.refused > 1);
    }

    void onlyAThousandRefusedRowsAreKept() {
        std::string bytes = "a,b\n";
        for (int i = 0; i < 1500; ++i) bytes += "alone\n";
        CsvOptions options;
        options.refusedFile = folder_ / "refused.csv";
        const Read read = readFrom(file(bytes), options);
        QCOMPARE(read.report.refused, 1500);
        QCOMPARE(read.report.refusedRows.size(), std::size_t(1000));
        QCOMPARE(*read.report.refusedFile, options.refusedFile);
        const Read saved = readFrom(options.refusedFile, {});
        QCOMPARE(saved.columns, (std::vector<std::string>{"line", "reason", "row"}));
        QCOMPARE(saved.report.rows, 1500);
        QCOMPARE(saved.rows.back()[0], "1501");
        QCOMPARE(saved.rows.back()[2], "alone");
    }

    void noRefusedFileWithoutRefusals() {
        CsvOptions options;
        options.refusedFile = folder_ / "none.csv";
        QVERIFY(!readFrom(file("a,b\nc,d\n"), options).report.refusedFile);
        QVERIFY(!fs::exists(options.refusedFile));
    }

    void aFurtherJudge() {
        CsvOptions options;
        options.judge = [](std::span<const std::string_view> fields) -> std::optional<Message> {
            if (fields[0] == "bad") return message("data", "It is bad.");
            return std::nullopt;
        };
        const Read read = readFrom(file("a,b\ngood,1\nbad,2\ngood,3\n"), options);
        QCOMPARE(read.report.rows, 2);
        QCOMPARE(read.refusedLines(), (Lines{3}));
        QCOMPARE(read.report.refusedRows[0].text, "bad,2");
    }

    void damagedRowsAreCounted() {
        const Read read = readFrom(file("a,b\nfine \xEF\xBF\xBD,1\nbr\xFFken,2\nfine,3\n"), {});
        QCOMPARE(read.report.damaged, 1);
        CsvOptions options;
        options.dialect.encoding = "GB18030";
        QCOMPARE(readFrom(file("a,b\n\xC4\xE3,1\nx\xFF\xFF,2\n"), options).report.damaged, 1);
    }

    void encodings_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("encoding");
        QTest::addColumn<QString>("text");
        const auto utf16 = [](const char16_t* text, bool bigEndian) {
            QByteArray bytes;
            for (; *text; ++text) {
                const char high = static_cast<char>(*text >> 8), low = static_cast<char>(*text & 0xFF);
                bytes.append(bigEndian ? high : low).append(bigEndian ? low : high);
            }
            return bytes;
        };
        QTest::newRow("GB18030") << QByteArray("\xD0\xC4,b\n") << "GB18030"
                                 << "心";
        QTest::newRow("Big5") << QByteArray("\xA4\xDF,b\n") << "Big5"
                              << "心";
        QTest::newRow("windows-1252") << QByteArray("\x93\xE9\x94,b\n") << "windows-1252"
                                      << "“é”";
        QTest::newRow("windows-1251") << QByteArray("\xC4\xE0,b\n") << "windows-1251"
                                      << "Да";
        QTest::newRow("UTF-16LE") << utf16(u"\u5FC3,b\n", false) << "UTF-16LE"
                                  << "心";
        QTest::newRow("UTF-16BE") << utf16(u"\u5FC3,b\n", true) << "UTF-16BE"
                                  << "心";
        QTest::newRow("UTF-16LE, marked") << utf16(u"\uFEFF\u5FC3,b\n", false) << "UTF-16LE"
                                          << "心";
        QTest::newRow("UTF-16BE, marked") << utf16(u"\uFEFF\u5FC3,b\n", true) << "UTF-16BE"
                                          << "心";
        QTest::newRow("UTF-16LE, surrogates") << utf16(u"\xD83D\xDE1D,b\n", false) << "UTF-16LE"
                                              << "😝";
    }
    void encodings() {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, encoding);
        QFETCH(QString, text);
        CsvOptions options;
        options.dialect = headless();
        options.dialect.encoding = encoding.toStdString();
        const Read read = readFrom(file({bytes.data(), static_cast<std::size_t>(bytes.size())}), options);
        QCOMPARE(read.rows, (Rows{{text.toStdString(), "b"}}));
        QCOMPARE(read.report.damaged, 0);
    }

    // Characters of several bytes lie across every end of what is converted at once.
    void longConversion() {
        std::string bytes = "x", expected = "x";
        for (int i = 0; i < 700'000; ++i) bytes += "\xD0\xC4", expected += "心";
        CsvOptions options;
        options.dialect = headless();
        options.dialect.encoding = "GB18030";
        const Read read = readFrom(file(bytes + ",b\n"), options);
        QCOMPARE(read.rows.size(), std::size_t(1));
        QVERIFY(read.rows[0][0] == expected);
    }

    void endsEarly() {
        CsvOptions options;
        options.maxRows = 2;
        QCOMPARE(readFrom(file("a\n1\n2\n3\n"), options).report.rows, 2);
        int seen = 0;
        readCsv(
            file("a\n1\n2\n3\n"), {}, [](auto&) {}, [&](auto, auto) { return ++seen < 2; });
        QCOMPARE(seen, 2);
    }

    void endsAfterManyRefusals() {
        CsvOptions options;
        options.maxRefused = 2;
        const Read read = readFrom(file("a,b\n1,2\nbad\n3,4\nbad\n5,6\nbad\n"), options);
        QCOMPARE(read.rows, (Rows{{"1", "2"}, {"3", "4"}}));
        QCOMPARE(read.refusedLines(), (Lines{3, 5}));
    }

    void stops() {
        std::string bytes = "a,b\n";
        while (bytes.size() < (5u << 20)) bytes += "some text,some label\n";
        StopSource source;
        CsvOptions options;
        options.stop = source.get_token();
        options.refusedFile = folder_ / "stopped.csv";
        int looks = 0;
        options.progress = [&](std::int64_t done, std::int64_t total) {
            QVERIFY(done <= total);
            if (++looks == 2) source.request_stop();
        };
        QVERIFY_EXCEPTION_THROWN(readFrom(file(bytes), options), Stopped);
        QCOMPARE(looks, 2);
        QVERIFY(!fs::exists(options.refusedFile));
    }

    void errors_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("says");
        QTest::newRow("empty") << QByteArray() << "is empty";
        QTest::newRow("mark alone") << QByteArray("\xEF\xBB\xBF") << "is empty";
        QTest::newRow("empty lines") << QByteArray("\n\r\n\n") << "is empty";
        QTest::newRow("NUL in the header") << QByteArray("a,\0b\nc,d\n", 9) << "line 1";
        QTest::newRow("open quote in the header") << QByteArray("a,\"b\nc,d\n") << "never closed";
    }
    void errors() {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, says);
        try {
            readFrom(file({bytes.data(), static_cast<std::size_t>(bytes.size())}), {});
            QFAIL("read without an error");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), ErrorKind::Data);
            QVERIFY2(QString(error.what()).contains(says), error.what());
        }
    }

    void unreadableFiles() {
        const auto kindOf = [](const fs::path& path, const std::string& encoding) {
            try {
                CsvOptions options;
                options.dialect.encoding = encoding;
                readFrom(path, options);
            } catch (const Error& error) {
                return error.kind();
            }
            return ErrorKind::Training;
        };
        QCOMPARE(kindOf(folder_ / "missing.csv", "UTF-8"), ErrorKind::File);
        QCOMPARE(kindOf(folder_.path(), "UTF-8"), ErrorKind::File);
        QCOMPARE(kindOf(file("a\n"), "Klingon-8"), ErrorKind::Usage);
    }

    void recordsReadBackAsTheyWere() {
        const Rows rows = {
            {"plain", "with, comma"}, {"a \"quote\"", "two\r\nlines"}, {"", " spaced "}, {"'", "\t"}};
        std::string bytes;
        for (const auto& row : rows)
            bytes += csvRecord(std::vector<std::string_view>(row.begin(), row.end()));
        QCOMPARE(readFrom(file(bytes), asWritten(headless())).rows, rows);
        const std::string_view alone[] = {""};
        QCOMPARE(csvRecord(alone), "\"\"\n");
    }
};

QTEST_APPLESS_MAIN(TestCsvReader)
#include "tst_csv_reader.moc"
