#include "ui/widgets/Numbers.h"

#include <QFontDatabase>
#include <QTest>

#include <limits>

using namespace espalier;

// The space within a number and before a unit doesn't break; written as _ here.
static QString spaced(const char* text) {
    return QString::fromUtf8(text).replace(u'_', QChar(0xA0));
}

class TestNumbers : public QObject {
    Q_OBJECT
private slots:
    void grouped_data() {
        QTest::addColumn<qint64>("number");
        QTest::addColumn<QString>("text");
        QTest::newRow("none") << qint64(0) << spaced("0");
        QTest::newRow("three digits") << qint64(999) << spaced("999");
        QTest::newRow("four digits") << qint64(3130) << spaced("3_130");
        QTest::newRow("millions") << qint64(11918592) << spaced("11_918_592");
        QTest::newRow("negative") << qint64(-123456) << spaced("-123_456");
    }
    void grouped() {
        QFETCH(qint64, number);
        QTEST(numbers::grouped(number), "text");
    }

    void withUnits_data() {
        QTest::addColumn<QString>("shown");
        QTest::addColumn<QString>("text");
        QTest::newRow("parameters") << numbers::shortened(22713216) << spaced("22.7_M");
        QTest::newRow("thousands") << numbers::shortened(29645) << spaced("29.6_k");
        QTest::newRow("rounded up") << numbers::shortened(999600) << spaced("1.0_M");
        QTest::newRow("few") << numbers::shortened(812) << spaced("812");
        QTest::newRow("share") << numbers::percent(0.784) << spaced("78.4_%");
        QTest::newRow("whole share") << numbers::percent(0.784, 0) << spaced("78_%");
        QTest::newRow("no share") << numbers::percent(std::numeric_limits<double>::quiet_NaN())
                                  << spaced("–");
        QTest::newRow("bytes") << numbers::bytes(812) << spaced("812_B");
        QTest::newRow("megabytes") << numbers::bytes(90868376) << spaced("91_MB");
        QTest::newRow("gigabytes") << numbers::bytes(1.14e9) << spaced("1.1_GB");
        QTest::newRow("seconds") << numbers::duration(7.26) << spaced("7.3_s");
        QTest::newRow("minutes") << numbers::duration(130) << spaced("2_min 10_s");
        QTest::newRow("hours") << numbers::duration(7260) << spaced("2_h 1_min");
        QTest::newRow("no time") << numbers::duration(-1) << spaced("–");
        QTest::newRow("stopwatch") << numbers::stopwatch(130) << spaced("2:10");
        QTest::newRow("long stopwatch") << numbers::stopwatch(3730) << spaced("1:02:10");
        QTest::newRow("learning rate") << numbers::learningRate(5e-5) << spaced("5.0e-5");
        QTest::newRow("large learning rate") << numbers::learningRate(0.001) << spaced("1.0e-3");
        QTest::newRow("no learning rate") << numbers::learningRate(0) << spaced("0");
        QTest::newRow("loss") << numbers::decimal(1.0249) << spaced("1.02");
        QTest::newRow("slow") << numbers::rate(3.14) << spaced("3.1");
        QTest::newRow("fast") << numbers::rate(2360.4) << spaced("2_360");
    }
    void withUnits() {
        QFETCH(QString, shown);
        QTEST(shown, "text");
    }

    void digitsAreEquallyWide() {
        const QFont font = QFontDatabase::systemFont(QFontDatabase::GeneralFont);
        QCOMPARE(numbers::tabularWidth(font, QStringLiteral("1111")),
                 numbers::tabularWidth(font, QStringLiteral("8080")));
    }
};

QTEST_MAIN(TestNumbers)
#include "tst_numbers.moc"
