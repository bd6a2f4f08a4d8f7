// Worked out by hand; the rules are those of conlleval, which seqeval follows.
#include "core/data/Words.h"
#include "core/eval/Spans.h"

#include <QTest>

using namespace espalier;

namespace {

QString shown(const std::vector<TaggedSpan>& spans) {
    QStringList parts;
    for (const auto& span : spans)
        parts << QString("%1 %2-%3")
                     .arg(QString::fromUtf8(span.type.data(), static_cast<qsizetype>(span.type.size())))
                     .arg(span.begin)
                     .arg(span.end);
    return parts.join(", ");
}

} // namespace

class SpansTest : public QObject {
    Q_OBJECT

private slots:
    void finds_data();
    void finds();
    void counts();
    void nothingIsZero();
};

void SpansTest::finds_data() {
    QTest::addColumn<QString>("tags");
    QTest::addColumn<QString>("spans");
    QTest::newRow("none") << QString("O O O") << "";
    QTest::newRow("begins and goes on") << QString("O B-PER I-PER O B-LOC") << "PER 1-3, LOC 4-5";
    QTest::newRow("side by side") << QString("B-PER B-PER I-PER") << "PER 0-1, PER 1-3";
    QTest::newRow("begins with I") << QString("I-PER I-PER O I-PER") << "PER 0-2, PER 3-4";
    QTest::newRow("another type goes on") << QString("B-PER I-LOC I-LOC") << "PER 0-1, LOC 1-3";
    QTest::newRow("with ends") << QString("B-PER I-PER E-PER S-LOC I-LOC") << "PER 0-3, LOC 3-4, LOC 4-5";
    QTest::newRow("with last and unit") << QString("B-PER L-PER U-LOC O") << "PER 0-2, LOC 2-3";
    QTest::newRow("without prefixes") << QString("O VERB VERB NOUN") << "VERB 1-3, NOUN 3-4";
    QTest::newRow("a name that looks like a prefix") << QString("B I X-RAY") << "B 0-1, I 1-2, X-RAY 2-3";
}

void SpansTest::finds() {
    QFETCH(QString, tags);
    QFETCH(QString, spans);
    const auto line = tags.toStdString();
    QCOMPARE(shown(spansOf(wordsIn(line))), spans);
}

void SpansTest::counts() {
    SpanCounts counts;
    counts.add(wordsIn("B-PER I-PER O B-LOC"), wordsIn("B-PER I-PER O B-PER")); // one of two, wrong type
    counts.add(wordsIn("B-PER I-PER O"), wordsIn("B-PER O O"));                 // too short
    counts.add(wordsIn("O B-LOC"), wordsIn("O B-LOC"));
    const auto scores = counts.scores();
    QCOMPARE(scores.precision, 2.0 / 4);
    QCOMPARE(scores.recall, 2.0 / 4);
    QCOMPARE(scores.f1, 0.5);
}

void SpansTest::nothingIsZero() {
    SpanCounts counts;
    QCOMPARE(counts.scores().f1, 0.0);
    counts.add(wordsIn("O O"), wordsIn("O B-PER"));
    QCOMPARE(counts.scores().precision, 0.0);
}

QTEST_APPLESS_MAIN(SpansTest)
#include "tst_spans.moc"
