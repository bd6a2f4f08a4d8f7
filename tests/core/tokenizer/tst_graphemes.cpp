#include "core/tokenizer/Graphemes.h"

#include <QTest>

using namespace espalier;

class TestGraphemes : public QObject {
    Q_OBJECT
private slots:
    void cuts_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("clusters"); // with a bar between them
        const auto row = [](const char* name, const char* text, const char* clusters) {
            QTest::newRow(name) << text << clusters;
        };
        row("nothing", "", "");
        row("letters", "abc", "a|b|c");
        row("accents", "e\u0301a\u0308\u0323b", "e\u0301|a\u0308\u0323|b");
        row("accent first", "\u0301ab", "\u0301|a|b");
        row("Windows line end", "a\r\nb", "a|\r\n|b");
        row("line ends", "\n\r", "\n|\r");
        row("ideographs", "中文", "中|文");
        row("hangul", "\u1112\u1161\u11ab한", "\u1112\u1161\u11ab|한");
        row("skin tone", "a👍🏽b", "a|👍🏽|b");
        row("family", "👩\u200d👩\u200d👧👧", "👩\u200d👩\u200d👧|👧");
        row("flags", "🇩🇪🇫🇷", "🇩🇪|🇫🇷");
        row("half a flag", "🇩🇪🇫", "🇩🇪|🇫");
        row("keycap", "1\ufe0f\u20e32", "1\ufe0f\u20e3|2");
        row("Hebrew points", "\u05e9\u05c1\u05b8\u05dc", "\u05e9\u05c1\u05b8|\u05dc");
        row("Devanagari vowel", "\u0915\u093f\u0916", "\u0915\u093f|\u0916");
        row("joiner at the end", "a\u200d", "a\u200d");
    }
    void cuts() {
        QFETCH(QString, text);
        QString found;
        const std::string utf8 = text.toStdString();
        forEachGrapheme(utf8, [&](std::string_view cluster) {
            if (!found.isEmpty()) found += '|';
            found += QString::fromUtf8(cluster.data(), static_cast<qsizetype>(cluster.size()));
        });
        QTEST(found, "clusters");
    }
};

QTEST_APPLESS_MAIN(TestGraphemes)
#include "tst_graphemes.moc"
