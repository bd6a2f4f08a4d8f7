#include "core/data/PackedBatch.h"
#include "core/data/Words.h"

#include <QTest>

using namespace espalier;

class WordsTest : public QObject {
    Q_OBJECT

private slots:
    void words_data();
    void words();
    void firstTokens_data();
    void firstTokens();
    void targetsOfWordsRead();
    void packsAnswering();
};

void WordsTest::words_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("none") << "" << QStringList{};
    QTest::newRow("blank") << " \t\n" << QStringList{};
    QTest::newRow("plain") << "a bc  d." << QStringList{"a", "bc", "d."};
    QTest::newRow("around") << "  a " << QStringList{"a"};
    QTest::newRow("other spaces") << QString("a\u00a0b\u3000c") << QStringList{"a", "b", "c"};
    QTest::newRow("Chinese") << QString("\u4f60\u597d \u4e16\u754c")
                             << QStringList{"\u4f60\u597d", "\u4e16\u754c"};
}

void WordsTest::words() {
    QFETCH(QString, text);
    QFETCH(QStringList, expected);
    const auto bytes = text.toStdString();
    QStringList found;
    for (const auto word : wordsIn(bytes))
        found << QString::fromUtf8(word.data(), static_cast<qsizetype>(word.size()));
    QCOMPARE(found, expected);
}

void WordsTest::firstTokens_data() {
    using Offsets = std::vector<std::pair<std::int32_t, std::int32_t>>;
    QTest::addColumn<QString>("text");
    QTest::addColumn<Offsets>("offsets");
    QTest::addColumn<std::vector<std::int32_t>>("expected");
    using Tokens = std::vector<std::int32_t>;
    QTest::newRow("pieces") << "ab cd" << Offsets{{0, 0}, {0, 1}, {1, 2}, {3, 5}, {0, 0}} << Tokens{1, 3};
    QTest::newRow("space before") << "ab cd" << Offsets{{0, 2}, {2, 5}} << Tokens{0, 1};
    QTest::newRow("a space alone") << "ab cd" << Offsets{{0, 2}, {2, 3}, {3, 5}} << Tokens{0, 2};
    QTest::newRow("cut off") << "ab cd ef" << Offsets{{0, 2}, {3, 4}} << Tokens{0, 1, -1};
    QTest::newRow("one without a token") << "ab \u200b cd" << Offsets{{0, 2}, {5, 7}} << Tokens{0, -1, 1};
    QTest::newRow("specials at the end")
        << "ab cd" << Offsets{{0, 2}, {3, 5}, {0, 0}, {0, 0}} << Tokens{0, 1};
    QTest::newRow("by code points") << QString("\u00e4\u00f6 \U0001f600x") << Offsets{{0, 2}, {3, 4}, {4, 5}}
                                    << Tokens{0, 1};
    QTest::newRow("no words") << " " << Offsets{{0, 1}} << Tokens{};
}

void WordsTest::firstTokens() {
    using Offsets = std::vector<std::pair<std::int32_t, std::int32_t>>;
    QFETCH(QString, text);
    QFETCH(Offsets, offsets);
    QFETCH(std::vector<std::int32_t>, expected);
    Encoding encoding;
    encoding.ids.resize(offsets.size());
    encoding.offsets = offsets;
    QCOMPARE(answersAbout(encoding), 1);
    askAboutWords(text.toStdString(), encoding);
    QCOMPARE(*encoding.words, expected);
    QCOMPARE(answersAbout(encoding), std::ssize(expected) - std::count(expected.begin(), expected.end(), -1));
}

void WordsTest::targetsOfWordsRead() {
    std::vector<Encoding> encodings(3);
    encodings[0].words = {1, -1, 3};
    encodings[1].words = {-1};
    encodings[2].words = {0, 2};
    const Targets all{{5, 6, 7, 8, 9, 4}, 1, {0, 3, 4, 6}};
    QCOMPARE(all.size(), std::size_t{3});
    const auto read = targetsRead(all, encodings);
    QCOMPARE(read.values, (std::vector<double>{5, 7, 9, 4}));
    QCOMPARE(read.starts, (std::vector<std::size_t>{0, 2, 2, 4}));
    const Targets plain{{1, 2}};
    QCOMPARE(targetsRead(plain, {}).values, plain.values);
}

void WordsTest::packsAnswering() {
    std::vector<Encoding> encodings(2);
    encodings[0] = {{9, 8, 7}, {0, 0, 0}, {}, {{0, -1, 2}}};
    encodings[1] = {{6, 5}, {0, 0}, {}, {{1}}};
    const Targets targets{{3, 4, 2}, 1, {0, 2, 3}};
    const auto batch = pack(encodings, targets, std::vector<std::size_t>{1, 0});
    QCOMPARE(*batch.answering, (std::vector<std::int64_t>{1, 2, 4}));
    QCOMPARE(batch.targets.values, (std::vector<double>{2, 3, 4}));
}

QTEST_APPLESS_MAIN(WordsTest)
#include "tst_words.moc"
