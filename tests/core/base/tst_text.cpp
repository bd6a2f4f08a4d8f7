#include "core/base/Parallel.h"
#include "core/base/Text.h"

#include <QTest>

#include <atomic>
#include <stdexcept>

using namespace espalier;

class TextTest : public QObject {
    Q_OBJECT

private slots:
    void validUtf8_data();
    void validUtf8();
    void codePointsRoundTrip();
    void detects_data();
    void detects();
    void shortens();
    void whiteSpace_data();
    void whiteSpace();
    void parallelBlocksCoverAll();
};

void TextTest::validUtf8_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("valid");
    QTest::newRow("ascii") << QByteArray("plain text over eight bytes") << true;
    QTest::newRow("mixed") << QByteArray("naïve 酒店 🙂") << true;
    QTest::newRow("overlong slash") << QByteArray("\xC0\xAF") << false;
    QTest::newRow("overlong three") << QByteArray("\xE0\x80\xAF") << false;
    QTest::newRow("surrogate") << QByteArray("\xED\xA0\x80") << false;
    QTest::newRow("above U+10FFFF") << QByteArray("\xF4\x90\x80\x80") << false;
    QTest::newRow("cut off") << QByteArray("\xE9\x85") << false;
    QTest::newRow("lone continuation") << QByteArray("abcdefgh\x80") << false;
}

void TextTest::validUtf8() {
    QFETCH(QByteArray, bytes);
    QTEST(isValidUtf8({bytes.constData(), static_cast<std::size_t>(bytes.size())}), "valid");
}

void TextTest::codePointsRoundTrip() {
    std::string text;
    const std::u32string expected = {0x24, 0xA2, 0x939, 0x20AC, 0x10348, 0x10FFFF};
    for (const auto c : expected) appendUtf8(text, c);
    std::u32string found;
    for (std::size_t i = 0; i < text.size();) found += nextCodePoint(text, i);
    QVERIFY(found == expected);
    QCOMPARE(codePointCount(text), expected.size());
    std::size_t i = 0;
    QCOMPARE(static_cast<int>(nextCodePoint("\xFFz", i)), 0xFFFD);
    QCOMPARE(i, std::size_t{1});
}

void TextTest::detects_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("encoding");
    QTest::newRow("utf-8") << QByteArray("text,label\nnaïve,a\n") << "UTF-8";
    QTest::newRow("utf-8, cut in a character") << QByteArray("酒店很好").left(11) << "UTF-8";
    QTest::newRow("mark") << QByteArray("\xEF\xBB\xBFtext") << "UTF-8";
    QTest::newRow("utf-16 mark") << QByteArray("\xFF\xFEt\0e\0", 6) << "UTF-16LE";
    QTest::newRow("utf-16 without mark") << QByteArray("t\0e\0x\0t\0,\0l\0a\0b\0", 16) << "UTF-16LE";
}

void TextTest::detects() {
    QFETCH(QByteArray, bytes);
    QFETCH(QString, encoding);
    QCOMPARE(
        QString::fromStdString(detectEncoding({bytes.constData(), static_cast<std::size_t>(bytes.size())})),
        encoding);
}

void TextTest::shortens() {
    QCOMPARE(shortened("酒店很好", 4), std::string("酒店很好"));
    QCOMPARE(shortened("酒店很好", 2), std::string("酒店…"));
    QCOMPARE(trimmed(" \t a b\r\n"), std::string("a b"));
    QCOMPARE(lowered("ÄB"), std::string("äb"));
}

void TextTest::whiteSpace_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("trimmed");
    QTest::newRow("nothing") << ""
                             << "";
    QTest::newRow("ASCII") << " \t\r\n\v\f"
                           << "";
    QTest::newRow("ideographic") << "\u3000"
                                 << "";
    QTest::newRow("no-break") << "\u00A0 \u202F"
                              << "";
    QTest::newRow("byte order mark") << "\uFEFF"
                                     << "";
    QTest::newRow("zero width") << "\u200B"
                                << "";
    QTest::newRow("a word") << " word\n"
                            << "word";
    QTest::newRow("words") << "\u3000two  words\u00A0"
                           << "two  words";
    QTest::newRow("Chinese") << "\uFEFF\u3000好 酒店\u3000"
                             << "好 酒店";
    QTest::newRow("one letter") << "é"
                                << "é";
    QTest::newRow("a sign that is no space") << "\u3001"
                                             << "\u3001";
}

void TextTest::whiteSpace() {
    QFETCH(QString, text);
    QFETCH(QString, trimmed);
    QCOMPARE(QString::fromStdString(espalier::trimmed(text.toStdString())), trimmed);
    QCOMPARE(isBlank(text.toStdString()), trimmed.isEmpty());
}

void TextTest::parallelBlocksCoverAll() {
    std::vector<std::atomic<int>> touched(1000);
    parallelFor(touched.size(), 7, 4, [&](std::size_t begin, std::size_t end) {
        for (auto i = begin; i < end; ++i) ++touched[i];
    });
    for (const auto& count : touched) QCOMPARE(count.load(), 1);
    const auto fails = [] {
        parallelFor(100, 1, 4, [](std::size_t begin, std::size_t) {
            if (begin == 50) throw std::runtime_error("fifty");
        });
    };
    QVERIFY_EXCEPTION_THROWN(fails(), std::runtime_error);
}

QTEST_APPLESS_MAIN(TextTest)
#include "tst_text.moc"
