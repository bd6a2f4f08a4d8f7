#include "core/base/Error.h"
#include "core/data/Example.h"
#include "tests/support/Failure.h"
#include "tests/support/ScratchFolder.h"

#include <QTest>

#include <set>

using namespace espalier;

namespace {

ColumnChoice textAndLabel() {
    ColumnChoice columns;
    columns.text = "text";
    columns.label = "label";
    return columns;
}

} // namespace

class TestExamples : public QObject {
    Q_OBJECT

    ScratchFolder folder_;

    QString failure(std::string_view bytes, const ColumnChoice& columns) {
        try {
            readExamples(folder_.write("failing.csv", bytes), columns);
        } catch (const Error& error) {
            return (error.kind() == ErrorKind::Data ? "Data: " : "other: ") + QString(error.what());
        }
        return "no error";
    }

private slots:
    void reads() {
        const auto file =
            folder_.write("a.csv", "id,text,label\n1,\"hello, you\", greeting \n2,bye,farewell\n");
        const auto read = readExamples(file, textAndLabel());
        QCOMPARE(read.examples.size(), std::size_t(2));
        QCOMPARE(read.examples[0].row, 1);
        QCOMPARE(read.examples[0].text, "hello, you");
        QCOMPARE(read.examples[0].label, "greeting");
        QVERIFY(!read.examples[0].pair);
        QCOMPARE(read.examples[1].row, 2);
        QCOMPARE(read.report.rows, 2);
    }

    void refusesEmptyTextsAndLabels() {
        const auto file = folder_.write("b.csv", "text,label\ngood,x\n,y\n  ,y\nno label,\nfine,y\n");
        const auto read = readExamples(file, textAndLabel());
        QCOMPARE(read.examples.size(), std::size_t(2));
        QCOMPARE(read.report.refused, 3);
        QCOMPARE(read.report.refusedRows[0].line, 3);
        QCOMPARE(read.report.refusedRows[2].reason.english(), "The label is empty.");
    }

    void weights() {
        auto columns = textAndLabel();
        columns.weight = "often";
        const auto file = folder_.write(
            "w.csv", "text,label,often\none,x,2.5\ntwo,x,0\nthree,y,-1\nfour,y,much\nfive,y,\n");
        const auto read = readExamples(file, columns);
        QCOMPARE(weightsOf(read.examples), (std::vector<double>{2.5, 0}));
        QCOMPARE(read.report.refused, 3);
        QVERIFY(read.report.refusedRows[0].reason.english().find("\"-1\"") != std::string::npos);
        Examples weighted{read.examples, {}, {}, ""}, plain = weighted;
        plain.train[0].weight = plain.train[1].weight = 1;
        QVERIFY(contentHash(weighted) != contentHash(plain));
    }

    void labelsThatMayBeMissing() {
        auto columns = textAndLabel();
        columns.labelMayBeEmpty = true;
        const auto read = readExamples(folder_.write("m.csv", "text,label\none,x;y\ntwo,\n"), columns);
        QCOMPARE(read.examples.size(), std::size_t(2));
        QCOMPARE(read.examples[1].label, "");
    }

    void withoutLabels() {
        ColumnChoice columns;
        columns.text = "text";
        const auto read = readExamples(folder_.write("c.csv", "text,label\na b,\nc d,x\n"), columns);
        QCOMPARE(read.examples.size(), std::size_t(2));
        QCOMPARE(read.examples[1].label, "");
    }

    void pairs() {
        ColumnChoice columns = textAndLabel();
        columns.secondText = "second";
        const auto read = readExamples(folder_.write("d.csv", "text,second,label\na,b,x\nc,d,y\n"), columns);
        QCOMPARE(*read.examples[1].pair, "d");
    }

    void failures() {
        ColumnChoice unknown = textAndLabel();
        unknown.label = "klass";
        const QString says = failure("text,label\na,b\n", unknown);
        QVERIFY2(says.startsWith("Data: ") && says.contains("\"klass\"") &&
                     says.contains("\"text\", \"label\""),
                 qPrintable(says));
        QVERIFY(failure("", textAndLabel()).startsWith("Data: "));
        QVERIFY(failure("text,label\n", textAndLabel()).contains("has a header and no rows"));
        QVERIFY(failure("text,label\n,a\n,b\n", textAndLabel()).contains("all 2 were refused"));
    }

    void blankCells_data() {
        QTest::addColumn<QString>("cell");
        QTest::newRow("empty") << "";
        QTest::newRow("spaces") << "  \t";
        QTest::newRow("ideographic space") << "\u3000\u3000";
        QTest::newRow("no-break space") << "\u00A0";
        QTest::newRow("byte order mark") << "\uFEFF";
        QTest::newRow("vertical tab") << "\v";
    }
    void blankCells() {
        QFETCH(QString, cell);
        const std::string blank = cell.toStdString();
        const auto file = folder_.write("f.csv", "text,label\nsee,x\n" + blank + ",y\nhear," + blank + "\n");
        const auto read = readExamples(file, textAndLabel());
        QCOMPARE(read.examples.size(), std::size_t(1));
        QCOMPARE(read.report.refusedRows[0].reason.english(), "The text is empty.");
        QCOMPARE(read.report.refusedRows[1].reason.english(), "The label is empty.");
    }

    void labelsAreTrimmed() {
        const auto file = folder_.write("g.csv", "text,label\na,\u3000x\u00A0\nb, x\n");
        QCOMPARE(labelsOf(readExamples(file, textAndLabel()).examples), std::vector<std::string>{"x"});
    }

    void unknownLabelsHaveAPlace() {
        const auto file = folder_.write("h.csv", "text,label\n\n\"a\na\",x\n,y\nb,z\nc,q\n");
        const auto read = readExamples(file, textAndLabel());
        const std::vector<std::string> all = {"q", "x", "z"}, some = {"x", "y"};
        checkLabels(read, file, all);
        VERIFY_SAYS(test::failureOf(ErrorKind::Data, [&] { checkLabels(read, file, some); }),
                    "h.csv, line 6: the label \"z\" is none of \"x\", \"y\".");
    }

    void namesFewOfManyColumns() {
        ColumnChoice unknown = textAndLabel();
        unknown.text = "t";
        const QString says = failure(std::string(100'000, ',') + "\n", unknown);
        VERIFY_SAYS(says, "failing.csv has no column \"t\". Its columns are \"Column 1\", \"Column 2\"");
        VERIFY_SAYS(says, "\"Column 20\", ….");
        QVERIFY(says.size() < 500);
    }

    void stops() {
        StopSource source;
        source.request_stop();
        QVERIFY_EXCEPTION_THROWN(
            readExamples(folder_.write("e.csv", "text,label\na,b\n"), textAndLabel(), source.get_token()),
            Stopped);
    }

    void labels() {
        const std::vector<Example> examples = {{1, "a", {}, "z"}, {2, "b", {}, "a"}, {3, "c", {}, "z"}};
        QCOMPARE(labelsOf(examples), (std::vector<std::string>{"a", "z"}));
        QVERIFY(labelsOf({}).empty());
    }

    void hashSeesEveryDifference() {
        Examples base;
        base.train = {{1, "ab", {}, "c"}, {2, "x", {}, "y"}};
        std::set<std::string> hashes = {contentHash(base)};
        const auto differs = [&](auto&& change) {
            Examples other = base;
            change(other);
            return hashes.insert(contentHash(other)).second;
        };
        QVERIFY(differs([](Examples& e) {
            e.train[0].text = "a";
            e.train[0].label = "bc";
        }));
        QVERIFY(differs([](Examples& e) { std::swap(e.train[0], e.train[1]); }));
        QVERIFY(differs([](Examples& e) { e.train[0].pair = ""; }));
        QVERIFY(differs([](Examples& e) {
            e.test.push_back(e.train[1]);
            e.train.pop_back();
        }));
        QVERIFY(differs([](Examples& e) { e.train[1].label = "Y"; }));
        QVERIFY(!differs([](Examples& e) { e.train[0].row = 9; })); // its place in a file is not content
        QVERIFY(!differs([](Examples& e) { e.importId = "another"; }));
    }
};

QTEST_APPLESS_MAIN(TestExamples)
#include "tst_examples.moc"
