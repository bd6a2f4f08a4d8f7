#include "SampleTexts.h"
#include "core/tokenizer/pretokenizers/PreTokenizers.h"
#include "core/tokenizer/training/ScriptRuns.h"
#include "core/tokenizer/training/WordCounter.h"

#include "../Shown.h"

#include <algorithm>

using namespace espalier;

namespace {

std::string listed(const WordCounts& counts) {
    std::string out;
    for (const auto& word : counts.table.sorted())
        out += fmt::format("{}{} {}", out.empty() ? "" : ", ", word.text, word.count);
    return out;
}

WordCounts counted(const std::vector<std::string>& texts, int threads,
                   std::size_t mostBytes = WordCounter::usualLimit) {
    WordCounter counter(nullptr, makeWhitespaceSplit(), threads, {}, mostBytes);
    for (const auto& text : texts) counter.add(text);
    return counter.finish();
}

} // namespace

class TestWordCounter : public QObject {
    Q_OBJECT
private slots:
    void countsWords() {
        const auto counts = counted({"a b a", "", "   ", "b\tc é", "a"}, 2);
        QCOMPARE(listed(counts), std::string("a 3, b 2, c 1, é 1"));
        QCOMPARE(counts.texts, 5);
        QCOMPARE(counts.words, 7);
        QVERIFY(counts.complete);
    }

    void neitherOrderNorThreadsMatter() {
        auto texts = test::sampleTexts();
        const auto before = listed(counted(texts, 1));
        std::reverse(texts.begin(), texts.end());
        for (const int threads : {1, 2, 5}) QCOMPARE(listed(counted(texts, threads)), before);
    }

    // What the first round of texts brought is counted to the end.
    void memoryIsBounded() {
        std::vector<std::string> texts{"one two"};
        texts.push_back(std::string(9u << 20, 'x')); // fills a round
        texts.push_back("two three two");
        const auto counts = counted(texts, 2, 1000);
        QVERIFY(!counts.complete);
        const auto words = counts.table.sorted();
        QCOMPARE(words.size(), std::size_t(3));
        QCOMPARE(std::string(words[1].text), std::string("two"));
        QCOMPARE(words[1].count, 3);
    }

    void manyWords() {
        std::string text;
        for (int i = 0; i < 100'000; ++i) text += fmt::format("w{} ", i % 50'000);
        const auto counts = counted({text}, 1);
        QCOMPARE(counts.table.size(), std::size_t(50'000));
        for (const auto& word : counts.table.sorted()) QCOMPARE(word.count, 2);
    }

    void stops() {
        StopSource source;
        source.request_stop();
        WordCounter counter(nullptr, makeWhitespaceSplit(), 2, source.get_token());
        counter.add("a b");
        QVERIFY_THROWS_EXCEPTION(Stopped, counter.finish());
    }

    void scriptRuns_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("runs");
        const auto row = [](const char* name, const char* text, const char* runs) {
            QTest::newRow(name) << text << runs;
        };
        row("one script", "▁word", "▁word");
        row("punctuation", "▁don't!", "▁don|'|t|!");
        row("digits", "▁2024年", "▁2024|年");
        row("with the blank", "▁(word", "▁(|word");
        row("Chinese", "▁很好，谢谢", "▁很好|，|谢谢");
        row("kana are one with Chinese", "日本のコーヒー", "日本のコーヒー");
        row("marks go with their letter", "e\u0301a", "e\u0301a");
        row("two alphabets", "абв abc", "абв| |abc");
        row("only a blank", "▁", "▁");
        row("emoji", "gut👩‍🚀!", "gut|👩‍🚀!");
    }
    void scriptRuns() {
        QFETCH(QString, text);
        QTEST(QString::fromStdString(shown(*makeScriptRuns(), text.toStdString()).text), "runs");
    }
};

QTEST_APPLESS_MAIN(TestWordCounter)
#include "tst_word_counter.moc"
