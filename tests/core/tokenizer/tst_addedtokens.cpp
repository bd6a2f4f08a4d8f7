#include "TokenizerFolder.h"

#include <QTest>

using namespace espalier;

class TestAddedTokens : public QObject {
    Q_OBJECT
private slots:
    void matches_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("tokens");
        QTest::addColumn<QString>("offsets");
        QTest::newRow("special token in the text") << "a[SEP]b"
                                                   << "a [SEP] b"
                                                   << "[[0,1],[1,6],[6,7]]";
        QTest::newRow("not as another case") << "[sep]"
                                             << "[UNK] [UNK] [UNK]"
                                             << "[[0,1],[1,4],[4,5]]";
        QTest::newRow("longest") << "<e><e><e>"
                                 << "<e><e> <e>"
                                 << "[[0,6],[6,9]]";
        QTest::newRow("left and right") << "a  <l>  b"
                                        << "a <l> b"
                                        << "[[0,1],[1,6],[8,9]]";
        QTest::newRow("right") << "a <r> \t b"
                               << "a <r> b"
                               << "[[0,1],[2,8],[8,9]]";
        QTest::newRow("nothing left to take") << "<r>  <l>"
                                              << "<r> <l>"
                                              << "[[0,5],[5,8]]";
        QTest::newRow("single word") << "w aw wa w"
                                     << "w [UNK] [UNK] w"
                                     << "[[0,1],[2,4],[5,7],[8,9]]";
        QTest::newRow("single word beside a letter of Unicode 16")
            << QString("w") + QString::fromUcs4(U"\U0002ebf0") << "[UNK]"
            << "[[0,2]]";
        QTest::newRow("single word beside punctuation") << "w.w"
                                                        << "w [UNK] w"
                                                        << "[[0,1],[1,2],[2,3]]";
        QTest::newRow("matched after normalisation") << QString("a ÉNT b") << "a Ent b"
                                                     << "[[0,1],[2,5],[6,7]]";
        QTest::newRow("also decomposed") << QString("E\u0301nt") << "Ent"
                                         << "[[0,4]]";
        QTest::newRow("offsets are code points") << QString("é😀[SEP]é") << "[UNK] [SEP] [UNK]"
                                                 << "[[0,2],[2,7],[7,8]]";
        QTest::newRow("only a token") << "[SEP]"
                                      << "[SEP]"
                                      << "[[0,5]]";
        QTest::newRow("unfinished") << "[SE"
                                    << "[UNK] [UNK]"
                                    << "[[0,1],[1,3]]";
    }
    void matches() {
        TokenizerFolder folder({"a", "b"});
        folder.json["post_processor"] = nullptr;
        folder.addToken("<e>", 6);
        folder.addToken("<e><e>", 7);
        folder.addToken("<l>", 8, {{"lstrip", true}});
        folder.addToken("<r>", 9, {{"rstrip", true}});
        folder.addToken("w", 10, {{"single_word", true}});
        folder.addToken("Ent", 11, {{"normalized", true}});
        const auto tokenizer = folder.load();
        QFETCH(QString, text);
        const std::string utf8 = text.toStdString();
        const Encoding encoding = tokenizer->encode({utf8, {}}, {});
        QTEST(QString::fromStdString(tokensOf(*tokenizer, encoding)), "tokens");
        QTEST(QString::fromStdString(listed(encoding.offsets)), "offsets");
    }

    void goOnFromTheVocabulary() {
        TokenizerFolder folder({"a"});
        folder.addToken("<y>", 6);
        folder.addToken("<x>", 5);
        const auto tokenizer = folder.load();
        QCOMPARE(tokenizer->vocabularySize(), 7);
        QCOMPARE(tokenizer->token(4), std::string("a"));
        QCOMPARE(tokenizer->token(5), std::string("<x>"));
        QCOMPARE(tokenizer->token(6), std::string("<y>"));
        QCOMPARE(tokenizer->token(7), std::string());
        QCOMPARE(tokenizer->token(-1), std::string());
    }

    void refusesBadIds_data() {
        QTest::addColumn<QString>("content");
        QTest::addColumn<int>("id");
        QTest::newRow("hole") << "<x>" << 6;
        QTest::newRow("id of another") << "<x>" << 4;
        QTest::newRow("another id") << "a" << 2;
        QTest::newRow("beyond, but known") << "a" << 5;
        QTest::newRow("negative") << "<x>" << -1;
    }
    void refusesBadIds() {
        QFETCH(QString, content);
        QFETCH(int, id);
        TokenizerFolder folder({"a"});
        folder.addToken(content.toStdString(), id);
        QVERIFY_THROWS_EXCEPTION(Error, folder.load());
    }
};

QTEST_APPLESS_MAIN(TestAddedTokens)
#include "tst_addedtokens.moc"
