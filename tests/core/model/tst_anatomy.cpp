#include "core/base/Error.h"
#include "core/model/Anatomy.h"

#include <QTest>

using namespace espalier;

namespace {

Anatomy twoBlocks() {
    return {{{"embeddings"}, {"block.1"}, {"block.2"}, {"pooler"}, {"head"}}};
}

} // namespace

class AnatomyTest : public QObject {
    Q_OBJECT

private slots:
    void freeze_data();
    void freeze();
    void refuses_data();
    void refuses();
};

void AnatomyTest::freeze_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("rungs");
    QTest::newRow("nothing") << ""
                             << "";
    QTest::newRow("0 blocks") << "0"
                              << "embeddings";
    QTest::newRow("1 block") << "1"
                             << "embeddings block.1";
    QTest::newRow("names") << "embeddings, block.2"
                           << "embeddings block.2";
    QTest::newRow("encoder") << "embeddings,block.1,block.2,pooler"
                             << "embeddings block.1 block.2 pooler";
}

void AnatomyTest::freeze() {
    QFETCH(QString, text);
    QStringList found;
    for (const auto& name : parseFreeze(text.toStdString(), twoBlocks()))
        found << QString::fromStdString(name);
    QTEST(found.join(' '), "rungs");
}

void AnatomyTest::refuses_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    QTest::newRow("too many") << "3"
                              << "this model has 2";
    QTest::newRow("unknown") << "block.9"
                             << "Its rungs from the bottom: embeddings, block.1, block.2, pooler, head";
}

void AnatomyTest::refuses() {
    QFETCH(QString, text);
    QFETCH(QString, expected);
    try {
        parseFreeze(text.toStdString(), twoBlocks());
        QFAIL("expected an error");
    } catch (const Error& error) {
        QCOMPARE(error.kind(), ErrorKind::Usage);
        QVERIFY2(QString(error.what()).contains(expected), error.what());
    }
}

QTEST_APPLESS_MAIN(AnatomyTest)
#include "tst_anatomy.moc"
