// Vocabularies and merges of the peer, tokenizers 0.23: tests/fixtures/make_vocabularies.py.
#include "SampleTexts.h"
#include "core/tokenizer/training/BpeTrainer.h"

#include "../Shown.h"

using namespace espalier;

namespace {

Json fixture(const std::string& name) {
    return readJson(test::vocabularies() / (name + ".json"));
}

VocabularySettings settingsOf(const Json& expected, const std::string& kind) {
    VocabularySettings settings;
    settings.kind = kind;
    settings.size = expected["size"];
    settings.minFrequency = expected["min_frequency"];
    settings.lowercase = expected.value("lowercase", false);
    settings.alphabet = expected.value("alphabet", 0);
    return settings;
}

// "a b" apart, for a list that says where it differs.
void compareLists(const std::vector<std::string>& found, const std::vector<std::string>& expected) {
    for (std::size_t i = 0; i < std::min(found.size(), expected.size()); ++i)
        if (found[i] != expected[i])
            QFAIL(qPrintable(
                QString::fromStdString(fmt::format("{} is \"{}\", not \"{}\"", i, found[i], expected[i]))));
    QCOMPARE(found.size(), expected.size());
}

std::string pieces(const std::vector<std::pair<std::string, std::int64_t>>& counts, BpeTraining training) {
    std::vector<CountedWord> words;
    for (const auto& [text, count] : counts) words.push_back({text, count});
    return joined(trainBpe(words, training).tokens, " ");
}

} // namespace

class TestBpeTrainer : public QObject {
    Q_OBJECT
private slots:
    void wordPieceIsThePeers_data() {
        QTest::addColumn<QString>("name");
        for (const char* name : {"wordpiece", "wordpiece-all", "wordpiece-cased", "wordpiece-alphabet"})
            QTest::newRow(name) << name;
    }
    void wordPieceIsThePeers() {
        QFETCH(QString, name);
        const Json expected = fixture(name.toStdString());
        const auto found = test::trained(settingsOf(expected, "wordpiece"));
        compareLists(found.tokens, expected["tokens"]);
        QCOMPARE(found.isFull(), expected["tokens"].size() == expected["size"].get<std::size_t>());
    }

    void bpeIsThePeers_data() {
        QTest::addColumn<QString>("name");
        QTest::newRow("filled") << "bpe";
        QTest::newRow("all there are") << "bpe-all";
    }
    void bpeIsThePeers() {
        QFETCH(QString, name);
        const Json expected = fixture(name.toStdString());
        const auto found = test::trained(settingsOf(expected, "bpe"));
        compareLists(found.tokens, expected["tokens"]);
        compareLists(found.tokenizer["model"]["merges"], expected["merges"]);
    }

    void threadsDoNotMatter() {
        VocabularySettings settings;
        settings.kind = "bpe";
        settings.size = 400;
        settings.threads = 1;
        const auto one = test::trained(settings).tokenizer;
        settings.threads = 3;
        QVERIFY(test::trained(settings).tokenizer == one);
    }

    void smallCases_data() {
        QTest::addColumn<int>("size");
        QTest::addColumn<int>("least");
        QTest::addColumn<QString>("prefix");
        QTest::addColumn<QString>("expected");
        QTest::newRow("characters alone") << 4 << 1 << ""
                                          << "a b c d";
        QTest::newRow("the most frequent pair") << 5 << 1 << ""
                                                << "a b c d ab";
        QTest::newRow("and the next") << 6 << 1 << ""
                                      << "a b c d ab bc";
        QTest::newRow("until too rare") << 50 << 6 << ""
                                        << "a b c d ab";
        QTest::newRow("all") << 50 << 1 << ""
                             << "a b c d ab bc abab dbc";
        QTest::newRow("with a prefix") << 7 << 1 << "##"
                                       << "a b c d ##a ##b ##c";
        QTest::newRow("the prefix stays in front") << 50 << 3 << "##"
                                                   << "a b c d ##a ##b ##c bc ab ##ab abab";
    }
    void smallCases() {
        QFETCH(int, size);
        QFETCH(int, least);
        QFETCH(QString, prefix);
        BpeTraining training;
        training.size = size;
        training.minFrequency = least;
        training.continuationPrefix = prefix.toStdString();
        QTEST(QString::fromStdString(pieces({{"abab", 3}, {"bc", 4}, {"dbc", 1}}, training)), "expected");
    }

    void charactersThatRepeat() {
        BpeTraining training;
        training.size = 4;
        training.minFrequency = 1;
        QCOMPARE(pieces({{"aaaaaaa", 1}}, training), std::string("a aa aaaa aaa"));
    }

    void saysTheLeastSize() {
        BpeTraining training;
        training.size = 3;
        training.specialTokens = {"<s>"};
        const QString error = errorOf([&] { pieces({{"abc", 1}}, training); });
        QVERIFY2(error.contains("3 pieces") && error.contains("at least 4"), qPrintable(error));
    }

    void nothingToMerge() {
        BpeTraining training;
        training.size = 10;
        QCOMPARE(pieces({}, training), std::string());
        QCOMPARE(pieces({{"a", 5}}, training), std::string("a"));
    }

    void stopsAndTellsHowFarItIs() {
        BpeTraining training;
        training.size = 100;
        training.minFrequency = 1;
        StopSource source;
        training.stop = source.get_token();
        std::vector<double> told;
        training.progress = [&](double done) {
            told.push_back(done);
            if (told.size() == 3) source.request_stop();
        };
        QVERIFY_THROWS_EXCEPTION(Stopped, pieces({{"abcdefghij", 2}}, training));
        QCOMPARE(told.size(), std::size_t(3));
        QVERIFY(0 < told[0] && told[0] < told[1] && told[1] < told[2] && told[2] < 1);
    }
};

QTEST_APPLESS_MAIN(TestBpeTrainer)
#include "tst_bpe_trainer.moc"
