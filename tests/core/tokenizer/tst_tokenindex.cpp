#include "core/tokenizer/TokenIndex.h"

#include <QTest>

#include <string>

using namespace espalier;

class TestTokenIndex : public QObject {
    Q_OBJECT
private slots:
    void findsWhatWasInserted() {
        std::vector<std::string> keys;
        for (int i = 0; i < 5000; ++i) keys.push_back("token" + std::to_string(i * i));
        TokenIndex index; // grows
        for (std::size_t i = 0; i < keys.size(); ++i) QVERIFY(index.insert(keys[i], static_cast<int>(i) + 7));
        for (std::size_t i = 0; i < keys.size(); ++i) QCOMPARE(index.find(keys[i]), static_cast<int>(i) + 7);
        QCOMPARE(index.find("token"), -1);
        QCOMPARE(index.find(""), -1);
        QCOMPARE(index.longestKey(), std::string("token24990001").size());
    }

    void keepsTheFirst() {
        TokenIndex index;
        QVERIFY(index.insert("a", 1));
        QVERIFY(!index.insert("a", 2));
        QCOMPARE(index.find("a"), 1);
    }

    void hashOfPrefixesGrows() {
        std::uint64_t hash = TokenIndex::emptyHash;
        for (const char c : std::string("able")) hash = TokenIndex::extend(hash, c);
        QCOMPARE(hash, TokenIndex::hashOf("able"));
    }
};

QTEST_APPLESS_MAIN(TestTokenIndex)
#include "tst_tokenindex.moc"
