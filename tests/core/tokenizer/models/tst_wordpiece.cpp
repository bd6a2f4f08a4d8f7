#include "core/tokenizer/models/WordPiece.h"

#include <QTest>

using namespace espalier;

namespace {

const std::vector<std::string> tokens{"[UNK]", "un",  "##aff", "##able", "##a", "able",
                                      "é",     "##é", "##ée",  "日",     "##",  "#"};

std::string piecesOf(const WordPiece& model, const std::string& word) {
    std::vector<Piece> pieces;
    model.tokenize(word, pieces);
    std::string out;
    for (const Piece& p : pieces)
        out += fmt::format("{}{}[{},{})", out.empty() ? "" : " ", model.vocabulary().token(p.id), p.begin,
                           p.end);
    return out;
}

} // namespace

class TestWordPiece : public QObject {
    Q_OBJECT
private slots:
    void cutsGreedily_data() {
        QTest::addColumn<QString>("word");
        QTest::addColumn<QString>("pieces");
        QTest::newRow("pieces") << "unaffable"
                                << "un[0,2) ##aff[2,5) ##able[5,9)";
        QTest::newRow("whole") << "able"
                               << "able[0,4)";
        QTest::newRow("longest first") << "unaaff"
                                       << "un[0,2) ##a[2,3) ##aff[3,6)";
        QTest::newRow("end not covered") << "unaffablex"
                                         << "[UNK][0,10)";
        QTest::newRow("begin not covered") << "xun"
                                           << "[UNK][0,3)";
        QTest::newRow("no way back") << "unab"
                                     << "[UNK][0,4)"; // ##a, then b
        QTest::newRow("bytes of characters") << "ééée"
                                             << "é[0,2) ##é[2,4) ##ée[4,7)";
        QTest::newRow("half a character") << "日本"
                                          << "[UNK][0,6)";
        QTest::newRow("the bare prefix is no piece") << "#un"
                                                     << "[UNK][0,3)";
        QTest::newRow("ten characters") << "éééééééééé"
                                        << "é[0,2) ##é[2,4) ##é[4,6) ##é[6,8) ##é[8,10) "
                                           "##é[10,12) ##é[12,14) ##é[14,16) ##é[16,18) ##é[18,20)";
        QTest::newRow("eleven are too long") << "ééééééééééé"
                                             << "[UNK][0,22)";
    }
    void cutsGreedily() {
        QFETCH(QString, word);
        QFETCH(QString, pieces);
        const WordPiece model(Vocabulary(tokens, "test"), {"[UNK]", "##", 10}, "test");
        QCOMPARE(QString::fromStdString(piecesOf(model, word.toStdString())), pieces);
    }

    void appends() {
        const WordPiece model(Vocabulary(tokens, "test"), {}, "test");
        std::vector<Piece> pieces{{7, 0, 1}};
        model.tokenize("unx", pieces);
        QCOMPARE(pieces.size(), std::size_t(2));
        QCOMPARE(pieces[0].id, 7);
        QCOMPARE(pieces[1].id, model.unknownId());
    }

    void otherNames() {
        const WordPiece model(Vocabulary({"<unk>", "a", "_b"}, "test"), {"<unk>", "_", 10}, "test");
        QCOMPARE(piecesOf(model, "ab"), std::string("a[0,1) _b[1,2)"));
        QCOMPARE(piecesOf(model, "ac"), std::string("<unk>[0,2)"));
    }

    void needsItsUnknownToken() {
        QVERIFY_THROWS_EXCEPTION(Error, WordPiece(Vocabulary({"a"}, "test"), {}, "test"));
    }
};

QTEST_APPLESS_MAIN(TestWordPiece)
#include "tst_wordpiece.moc"
