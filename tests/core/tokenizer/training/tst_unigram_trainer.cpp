// Held against the peer, tokenizers 0.23, which sums in another order: by what a vocabulary makes of the
// texts.
#include "SampleTexts.h"
#include "core/tokenizer/Pipeline.h"
#include "core/tokenizer/training/Alphabet.h"
#include "core/tokenizer/training/Digamma.h"
#include "core/tokenizer/training/PieceTree.h"
#include "core/tokenizer/training/UnigramTrainer.h"

#include "../Shown.h"

#include <QTemporaryDir>

#include <cmath>
#include <set>

using namespace espalier;

namespace {

VocabularySettings settingsOf(int size) {
    VocabularySettings settings;
    settings.kind = "unigram";
    settings.size = size;
    return settings;
}

// Pieces of the texts by a tokenizer.json, without the special tokens.
std::int64_t piecesWith(const Json& tokenizer) {
    const QTemporaryDir folder;
    const fs::path path = folder.path().toStdString();
    writeFileAtomically(path / "tokenizer.json", tokenizer.dump());
    const auto loaded = loadTokenizer(path);
    std::int64_t pieces = 0;
    for (const auto& text : test::sampleTexts())
        pieces += static_cast<std::int64_t>(loaded->encode({text, {}}, {}).ids.size()) - 2;
    return pieces;
}

RunText runsOf(const std::vector<CountedWord>& words) {
    return {words, alphabetOf(words, {}, 0)};
}

} // namespace

class TestUnigramTrainer : public QObject {
    Q_OBJECT
private slots:
    void asShortAsThePeers() {
        const Json peer = readJson(test::vocabularies() / "unigram.json");
        const auto own = test::trained(settingsOf(peer["size"]));
        QVERIFY(own.isFull());
        Json theirs = own.tokenizer;
        theirs["model"]["vocab"] = peer["model"]["vocab"];
        const auto expected = piecesWith(theirs), found = piecesWith(own.tokenizer);
        QCOMPARE(expected, peer["pieces"].get<std::int64_t>()); // read as the peer reads it
        QVERIFY2(static_cast<double>(found) <= 1.01 * static_cast<double>(expected),
                 qPrintable(QString("%1 pieces, the peer %2").arg(found).arg(expected)));
    }

    void hasEveryCharacter() {
        const Json peer = readJson(test::vocabularies() / "unigram.json");
        const auto characters = [](const Json& vocabulary) {
            std::set<std::string> all;
            for (const auto& entry : vocabulary)
                if (codePointCount(entry[0].get<std::string>()) == 1) all.insert(entry[0]);
            return all;
        };
        const auto own = test::trained(settingsOf(peer["size"]));
        QVERIFY(characters(own.tokenizer["model"]["vocab"]) == characters(peer["model"]["vocab"]));
    }

    void scoresAreLogProbabilitiesInOrder() {
        const Json vocabulary = test::trained(settingsOf(450)).tokenizer["model"]["vocab"];
        QCOMPARE(vocabulary.size(), std::size_t(450));
        double sum = 0;
        for (std::size_t i = 5; i < vocabulary.size(); ++i) { // behind the special tokens
            const double score = vocabulary[i][1];
            QVERIFY(score < 0 && (i == 5 || score <= vocabulary[i - 1][1].get<double>()));
            sum += std::exp(score);
        }
        QVERIFY2(0.6 < sum && sum < 1, qPrintable(QString::number(sum)));
    }

    void threadsDoNotMatter() {
        auto settings = settingsOf(400);
        settings.threads = 1;
        const auto one = test::trained(settings).tokenizer;
        for (const int threads : {2, 3, 8}) {
            settings.threads = threads;
            QVERIFY(test::trained(settings).tokenizer == one);
        }
    }

    void fewerThanWereAskedFor() {
        const auto small = test::trained(settingsOf(100'000));
        QVERIFY(!small.isFull());
        QVERIFY(small.tokens.size() > 400);
    }

    void saysTheLeastSize() {
        const QString error = errorOf([] { test::trained(settingsOf(100)); });
        QVERIFY2(error.contains("100 pieces") && error.contains("at least"), qPrintable(error));
        const auto least = error.mid(error.indexOf("at least") + 9).split(',').front().toInt();
        QVERIFY(test::trained(settingsOf(least)).isFull());
    }

    void rareCharactersMayBeLeftOut() {
        auto settings = settingsOf(200);
        settings.alphabet = 60;
        const auto vocabulary = test::trained(settings);
        std::size_t characters = 0;
        for (const auto& token : vocabulary.tokens) characters += codePointCount(token) == 1;
        QCOMPARE(characters, std::size_t(60));
    }

    // A word longer than any run that is looked at, and one that is longer than any double could bear.
    void longWords() {
        std::vector<std::string> texts{std::string(100'000, 'a'), std::string(50'000, 'b') + "中文"};
        auto settings = settingsOf(30);
        const auto vocabulary = test::trained(settings, texts);
        for (const auto& entry : vocabulary.tokenizer["model"]["vocab"])
            QVERIFY(std::isfinite(entry[1].get<double>()));
    }

    void frequentSubstringsOfAWord_data() {
        QTest::addColumn<QString>("expected");
        QTest::newRow("banana, twice") << "a 6, ana 4, anana 2, b 2, banana 2, n 4, na 4, nana 2";
    }
    void frequentSubstringsOfAWord() {
        const auto text = runsOf({{"banana", 2}});
        const SuffixArray array(text, 1, {});
        QString found;
        for (const auto& s : frequentSubstrings(array, 2, 100))
            found += QString("%1%2 %3")
                         .arg(found.isEmpty() ? "" : ", ",
                              QString::fromStdString(text.text(array[s.first].position, s.length)))
                         .arg(s.count);
        QTEST(found, "expected");
    }

    void piecesAtAPlace() {
        const auto text = runsOf({{"abab", 3}, {"abc", 1}, {"b", 2}});
        const SuffixArray array(text, 1, {});
        PieceTree tree(text, array, frequentSubstrings(array, 2, 100));
        const auto at = [&](std::size_t position) {
            std::vector<std::string> pieces;
            for (auto id = tree.longestAt(position); id >= 0; id = tree[static_cast<std::size_t>(id)].above)
                pieces.push_back(text.text(position, tree[static_cast<std::size_t>(id)].length));
            return joined(pieces, " ");
        };
        QCOMPARE(at(0), std::string("abab ab a"));
        QCOMPARE(at(1), std::string("bab b"));
        QCOMPARE(at(5), std::string("ab a"));
        std::vector<bool> kept(tree.size());
        for (std::size_t i = 0; i < tree.size(); ++i) kept[i] = tree[i].length == 1 || tree[i].length == 4;
        tree.keep(kept);
        QCOMPARE(at(0), std::string("abab a"));
        QCOMPARE(at(1), std::string("b"));
    }

    void digammaOfKnownPlaces() {
        constexpr double euler = 0.57721566490153286;
        QVERIFY(std::abs(digamma(1) + euler) < 1e-10);
        QVERIFY(std::abs(digamma(0.5) + euler + 2 * std::log(2.0)) < 1e-10);
        QVERIFY(std::abs(digamma(11) - (-euler + 7381.0 / 2520)) < 1e-10);
    }

    void stops() {
        StopSource source;
        VocabularyTraining training(settingsOf(400), source.get_token());
        for (const auto& text : test::sampleTexts()) training.add(text);
        int told = 0;
        QVERIFY_THROWS_EXCEPTION(Stopped, training.finish([&](double done) {
            QVERIFY(0 < done && done <= 1);
            ++told;
            source.request_stop();
        }));
        QCOMPARE(told, 1);
    }
};

QTEST_APPLESS_MAIN(TestUnigramTrainer)
#include "tst_unigram_trainer.moc"
