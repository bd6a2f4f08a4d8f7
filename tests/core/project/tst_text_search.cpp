#include "core/project/TextSearch.h"

#include <QTest>

using espalier::TextSearch;

class TestTextSearch : public QObject {
    Q_OBJECT

private slots:
    void matches_data() {
        QTest::addColumn<QString>("wanted");
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("found");
        QTest::newRow("same case") << "card"
                                   << "my card is lost" << true;
        QTest::newRow("other case") << "CARD"
                                    << "my Card is lost" << true;
        QTest::newRow("absent") << "cards"
                                << "my card is lost" << false;
        QTest::newRow("accents") << "ÉTÉ"
                                 << "à l'été dernier" << true;
        QTest::newRow("ASCII among others") << "café x"
                                            << "Le CAFÉ X" << true;
        QTest::newRow("Cyrillic") << "хорош"
                                  << "Очень ХОРОШИЙ сервис" << true;
        QTest::newRow("Chinese") << "高血压"
                                 << "有高血压两年" << true;
        QTest::newRow("Chinese, absent") << "高血糖"
                                         << "有高血压两年" << false;
        QTest::newRow("caseless signs") << "100%"
                                        << "A 100% refund" << true;
        QTest::newRow("wildcards are letters") << "a%b"
                                               << "a and b" << false;
        QTest::newRow("nothing wanted") << ""
                                        << "anything" << true;
        QTest::newRow("nothing there") << "a"
                                       << "" << false;
    }
    void matches() {
        QFETCH(QString, wanted);
        QFETCH(QString, text);
        QFETCH(bool, found);
        QCOMPARE(TextSearch(wanted.toStdString()).matches(text.toStdString()), found);
    }
};

QTEST_APPLESS_MAIN(TestTextSearch)
#include "tst_text_search.moc"
