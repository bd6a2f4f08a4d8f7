#include "core/data/TextFit.h"

#include <QTest>

using namespace espalier;

namespace {

// Every letter is a piece, and a question mark is unknown.
class Scissors : public Tokenizer {
public:
    Encoding encode(const TextPair& text, const EncodeOptions&) const override {
        Encoding encoding{{100}, {}, {}};
        cut(text.text, encoding);
        if (text.pair && !text.pair->empty()) cut(*text.pair, encoding);
        encoding.ids.push_back(101);
        return encoding;
    }
    std::string decode(std::span<const std::int32_t>) const override { return {}; }
    std::string token(std::int32_t) const override { return {}; }
    std::int32_t vocabularySize() const override { return 102; }
    std::int32_t unknownId() const override { return 0; }
    std::int32_t specialTokens(bool) const override { return 2; }
    std::int32_t modelMaxLength() const override { return 0; }

private:
    static void cut(std::string_view text, Encoding& encoding) {
        for (const char c : text)
            if (c != ' ') encoding.ids.push_back(c == '?' ? 0 : 1);
    }
};

} // namespace

class TextFitTest : public QObject {
    Q_OBJECT
private slots:
    void counts_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("words");
        QTest::addColumn<qint64>("pieces");
        QTest::addColumn<qint64>("unknown");
        QTest::newRow("nothing") << "" << qint64(0) << qint64(0) << qint64(0);
        QTest::newRow("one letter words") << "a b c" << qint64(3) << qint64(3) << qint64(0);
        QTest::newRow("words of pieces") << "abc de" << qint64(2) << qint64(5) << qint64(0);
        QTest::newRow("unknown") << "a ? b" << qint64(3) << qint64(3) << qint64(1);
        QTest::newRow("spaces around") << "  a  " << qint64(1) << qint64(1) << qint64(0);
    }
    void counts() {
        QFETCH(QString, text);
        const std::string bytes = text.toStdString();
        const TextFit fit = measureFit(Scissors(), {{bytes, {}}}, 1);
        QTEST(qint64(fit.words), "words");
        QTEST(qint64(fit.pieces), "pieces");
        QTEST(qint64(fit.unknown), "unknown");
    }
    void ideographsAreWords() {
        const TextFit fit = measureFit(Scissors(), {{"锅底 ok不错", {}}}, 1);
        QCOMPARE(fit.words, 5);
    }
    void pairsCountTogether() {
        const TextFit fit = measureFit(Scissors(), {{"a b", "c ?"}}, 1);
        QCOMPARE(fit.words, 4);
        QCOMPARE(fit.pieces, 4);
        QCOMPARE(fit.unknownShare(), 0.25);
        QCOMPARE(fit.piecesPerWord(), 1.0);
    }
    void lengths() {
        const TextFit fit = measureFit(Scissors(), {{"a", {}}, {"a b c", {}}}, 1); // 3 and 5 tokens
        QCOMPARE(fit.cutOff(0), 0);
        QCOMPARE(fit.cutOff(4), 1);
        QCOMPARE(fit.cutOff(5), 0);
    }
    void distinctTokens() {
        QCOMPARE(measureFit(Scissors(), {{"a b", {}}, {"?", {}}}, 1).distinct,
                 4); // 0, 1 and both special ones
    }
    void nothingToMeasure() {
        const TextFit fit = measureFit(Scissors(), {}, 1);
        QCOMPARE(fit.unknownShare(), 0.0);
        QCOMPARE(fit.piecesPerWord(), 0.0);
    }
};

QTEST_APPLESS_MAIN(TextFitTest)
#include "tst_text_fit.moc"
