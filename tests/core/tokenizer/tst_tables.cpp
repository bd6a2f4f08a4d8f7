// The tables that tokens are looked up in.
#include "core/tokenizer/PairTable.h"
#include "core/tokenizer/Trie.h"

#include <QTest>

#include <map>
#include <random>
#include <string>

using namespace espalier;

namespace {

QString prefixesOf(const Trie& trie, std::string_view text) {
    QString out;
    trie.prefixes(text, [&](std::size_t length, std::int32_t value) {
        out += QString("%1%2:%3").arg(out.isEmpty() ? "" : " ").arg(length).arg(value);
    });
    return out;
}

} // namespace

class TestTables : public QObject {
    Q_OBJECT
private slots:
    void findsPrefixes_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("found"); // length:value
        QTest::newRow("the shortest first") << QByteArray("abcd") << "1:0 2:1 4:2";
        QTest::newRow("part of a key") << QByteArray("abc") << "1:0 2:1";
        QTest::newRow("none") << QByteArray("b") << "";
        QTest::newRow("nothing") << QByteArray("") << "";
        QTest::newRow("bytes of a character") << QByteArray("é!") << "2:3";
        QTest::newRow("a zero") << QByteArray("\0x", 2) << "1:4";
        QTest::newRow("the highest byte") << QByteArray("\xff") << "1:5";
    }
    void findsPrefixes() {
        QFETCH(QByteArray, text);
        Trie trie(14);
        std::int32_t value = 0;
        for (const std::string& key : {std::string("a"), std::string("ab"), std::string("abcd"),
                                       std::string("é"), std::string(1, '\0'), std::string("\xff")})
            trie.insert(key, value++);
        QTEST(prefixesOf(trie, text.toStdString()), "found");
    }

    void anEmptyTrieFindsNothing() { QCOMPARE(prefixesOf(Trie(), "a"), QString()); }

    void aTrieHoldsManyKeys() {
        Trie trie(10'000 * 5);
        for (int i = 0; i < 10'000; ++i) trie.insert(std::to_string(10'000 + i), i);
        for (int i = 0; i < 10'000; ++i)
            QCOMPARE(prefixesOf(trie, std::to_string(10'000 + i)), QString("5:%1").arg(i));
    }

    void aPairTableHoldsManyPairs() {
        std::mt19937 random(1);
        std::map<std::pair<std::int32_t, std::int32_t>, std::int32_t> expected;
        PairTable table(20'000);
        for (std::int32_t rank = 0; rank < 20'000; ++rank) {
            const auto first = static_cast<std::int32_t>(random() % 200),
                       second = static_cast<std::int32_t>(random() % 200);
            table.insert(first, second, {rank, rank + 1});
            expected[{first, second}] = rank; // the later one counts
        }
        for (std::int32_t first = 0; first < 200; ++first)
            for (std::int32_t second = 0; second < 200; ++second) {
                const auto known = expected.find({first, second});
                const auto* found = table.find(first, second);
                QCOMPARE(found ? found->rank : -1, known == expected.end() ? -1 : known->second);
                if (found) QCOMPARE(found->joined, found->rank + 1);
            }
    }

    void anEmptyPairTableFindsNothing() { QVERIFY(!PairTable().find(0, 0)); }
};

QTEST_APPLESS_MAIN(TestTables)
#include "tst_tables.moc"
