#include "core/base/Files.h"
#include "core/data/TaggedWords.h"
#include "tests/support/Failure.h"
#include "tests/support/ScratchFolder.h"

#include <QTest>

using namespace espalier;
using namespace espalier::test;

class TaggedWordsTest : public QObject {
    Q_OBJECT

private slots:
    void recognises_data();
    void recognises();
    void reads_data();
    void reads();
    void refusesLines();
    void stops();

private:
    fs::path write(const QByteArray& bytes) {
        writeFileAtomically(scratch_ / "words.conll", bytes.toStdString());
        return scratch_ / "words.conll";
    }
    ScratchFolder scratch_;
};

void TaggedWordsTest::recognises_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("expected");
    QTest::newRow("two fields") << QByteArray("Anna\tB-PER\nsings\tO\n\nHo\tO\n") << true;
    QTest::newRow("four fields, spaces")
        << QByteArray("-DOCSTART- -X- O O\n\nEU NNP I-NP I-ORG\n. . O O\n\n") << true;
    QTest::newRow("DOS, byte order mark") << QByteArray("\xef\xbb\xbf"
                                                        "a\tO\r\n\r\nb\tO\r\n")
                                          << true;
    QTest::newRow("remarks") << QByteArray("# id 1\na\tO\n\n# id 2\nb\tU-X\n") << true;
    QTest::newRow("nothing apart") << QByteArray("a\tO\nb\tO\n") << false;
    QTest::newRow("table of two columns") << QByteArray("text\tlabel\na b\tgood\n\nc\tbad\n") << false;
    QTest::newRow("CSV") << QByteArray("text,labels\na b,O O\n") << false;
    QTest::newRow("fields that differ") << QByteArray("a\tO\n\nb\tx\tO\n") << false;
    QTest::newRow("empty") << QByteArray() << false;
}

void TaggedWordsTest::recognises() {
    QFETCH(QByteArray, bytes);
    QFETCH(bool, expected);
    QCOMPARE(isTaggedWords(write(bytes)), expected);
}

void TaggedWordsTest::reads_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QStringList>("texts");
    QTest::addColumn<QStringList>("labels");
    QTest::newRow("two texts") << QByteArray("Anna\tB-PER\nsings\tO\n\nHo\tO\n")
                               << QStringList{"Anna sings", "Ho"} << QStringList{"B-PER O", "O"};
    QTest::newRow("several empty lines, no last one")
        << QByteArray("\n\na\tO\n\n \n\nb\tO") << QStringList{"a", "b"} << QStringList{"O", "O"};
    QTest::newRow("first and last of four")
        << QByteArray("EU NNP I-NP I-ORG\n. . O O\n\n") << QStringList{"EU ."} << QStringList{"I-ORG O"};
    QTest::newRow("a space in a word")
        << QByteArray("1 000\tO\n\n") << QStringList{"1_000"} << QStringList{"O"};
    QTest::newRow("Latin-1") << QByteArray("M\xfcller\tB-PER\ngr\xfc\xdft\tO\nsch\xf6n\tO\n\n")
                             << QStringList{QString::fromUtf8("M\u00fcller gr\u00fc\u00dft sch\u00f6n")}
                             << QStringList{"B-PER O O"};
}

void TaggedWordsTest::reads() {
    QFETCH(QByteArray, bytes);
    QFETCH(QStringList, texts);
    QFETCH(QStringList, labels);
    const auto read = readTaggedWords(write(bytes));
    QStringList foundTexts, foundLabels;
    for (const auto& example : read.examples) {
        foundTexts << QString::fromStdString(example.text);
        foundLabels << QString::fromStdString(example.label);
    }
    QCOMPARE(foundTexts, texts);
    QCOMPARE(foundLabels, labels);
    QCOMPARE(read.report.rows, std::ssize(read.examples));
    QCOMPARE(read.report.refused, 0);
}

void TaggedWordsTest::refusesLines() {
    const auto read = readTaggedWords(write("a\tO\nlonely\nb\tO\n\nc\tO\n"), {}, scratch_ / "refused.csv");
    QCOMPARE(read.examples.size(), std::size_t{1});
    QCOMPARE(read.examples.front().text, std::string("c"));
    QCOMPARE(read.lines.front(), 5);
    QCOMPARE(read.report.refused, 1);
    QCOMPARE(read.report.refusedRows.front().line, 2);
    QVERIFY(fs::exists(scratch_ / "refused.csv"));
    VERIFY_SAYS(failureOf(ErrorKind::Data, [&] { readTaggedWords(write("lonely\n")); }), "words.conll");
}

void TaggedWordsTest::stops() {
    StopSource source;
    source.request_stop();
    const auto file = write(QByteArray("word\tO\n").repeated(20000));
    QVERIFY_EXCEPTION_THROWN(readTaggedWords(file, source.get_token()), Stopped);
}

QTEST_APPLESS_MAIN(TaggedWordsTest)
#include "tst_tagged_words.moc"
