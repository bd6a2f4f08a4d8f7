// A checkpoint under another vocabulary: which rows its tables have, and that it loads.
#include "../tokenizer/training/SampleTexts.h"
#include "core/model/Library.h"
#include "core/model/NewVocabulary.h"
#include "core/tensorio/Weights.h"

#include <QTemporaryDir>
#include <QTest>

#include <cstring>

using namespace espalier;

namespace {

VocabularySettings settingsOf(const std::string& kind, int size) {
    VocabularySettings settings;
    settings.kind = kind;
    settings.size = size;
    return settings;
}

std::vector<float> row(const TensorEntry& table, std::int32_t index) {
    const auto bytes = table.bytes.size() / static_cast<std::size_t>(table.shape[0]);
    std::vector<float> numbers(bytes / sizeof(float));
    std::memcpy(numbers.data(), table.bytes.data() + static_cast<std::size_t>(index) * bytes, bytes);
    return numbers;
}

std::int32_t find(const Tokenizer& tokenizer, const std::string& token) {
    for (std::int32_t id = 0; id < tokenizer.vocabularySize(); ++id)
        if (tokenizer.token(id) == token) return id;
    return -1;
}

} // namespace

class TestNewVocabulary : public QObject {
    Q_OBJECT
private:
    fs::path path(const std::string& name) const { return fs::path(dir_.path().toStdString()) / name; }

    // A fixture's weights, of 64 tokens, with a small tokenizer of this kind.
    fs::path checkpoint(const std::string& family, const std::string& kind, int size) const {
        const auto folder = path(family);
        fs::create_directories(folder);
        for (const char* name : {"config.json", "model.safetensors"})
            writeFileAtomically(folder / name,
                                readFile(fs::path(ESPALIER_FIXTURES) / "families" / family / name));
        writeVocabulary(test::trained(settingsOf(kind, size), {"aaab aab ab the cat", "the cat abab"}),
                        folder, 32, true);
        return folder;
    }

    QTemporaryDir dir_;

private slots:
    void rowsOfATable() {
        const auto old = checkpoint("bert-pretraining", "wordpiece", 40);
        fs::create_directories(old / "1_Pooling");
        writeFileAtomically(old / "1_Pooling/config.json", "{}");
        writeFileAtomically(old / "README.md", "---\nlicense: mit\n---\n");
        const auto vocabulary =
            test::trained(settingsOf("wordpiece", 60), {"the cats sat, the cat sat", "cats bat the zebra"});
        const auto sources = giveVocabulary(old, vocabulary, path("new"));
        QCOMPARE(sources.ids.size(), vocabulary.tokens.size());

        const auto before = loadTokenizer(old), now = loadTokenizer(path("new"));
        const Weights oldWeights(old), newWeights(path("new"));
        const auto& words = newWeights.tensors().at("bert.embeddings.word_embeddings.weight");
        const auto& oldWords = oldWeights.tensors().at("bert.embeddings.word_embeddings.weight");
        QCOMPARE(words.shape[0], static_cast<std::int64_t>(vocabulary.tokens.size()));
        for (const char* token : {"[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "the", "a", "##a"})
            QCOMPARE(row(words, find(*now, token)), row(oldWords, find(*before, token)));

        const auto& bias = newWeights.tensors().at("cls.predictions.bias");
        QCOMPARE(bias.shape, (std::vector<std::int64_t>{words.shape[0]}));
        for (const auto& [name, entry] : oldWeights.tensors())
            if (entry.shape[0] != 64)
                QVERIFY2(newWeights.tensors().at(name).bytes == entry.bytes, name.c_str());

        const auto config = readJson(path("new") / "config.json");
        QCOMPARE(config["vocab_size"].get<std::size_t>(), vocabulary.tokens.size());
        QCOMPARE(config["pad_token_id"].get<int>(), 0);
        QCOMPARE(now->modelMaxLength(), 32);
        QVERIFY(fs::exists(path("new") / "1_Pooling/config.json") && fs::exists(path("new") / "README.md"));
        QCOMPARE(describeModel(path("new")).vocabularySize, words.shape[0]);
    }

    // A word's pieces are found however the old vocabulary writes them.
    void meansOfPieces() {
        const auto old = checkpoint("bert-pretraining", "wordpiece", 40);
        const auto before = loadTokenizer(old);
        const auto vocabulary =
            test::trained(settingsOf("unigram", 30), {"thecat thecat thecat catab catab"});
        const auto sources = sourcesOf(vocabulary, *before, old);
        for (std::size_t id = 5; id < vocabulary.tokens.size(); ++id) {
            const auto text = vocabularyKindNamed("unigram").text(vocabulary.tokens[id]);
            auto expected = before->encode({text, {}}, {}).ids;
            expected.erase(expected.begin());
            expected.pop_back();
            const bool continued = find(*before, "##" + text) >= 0;
            if (continued) expected = {find(*before, "##" + text)};
            QVERIFY2(sources.ids[id] == expected, vocabulary.tokens[id].c_str());
        }
        QCOMPARE(sources.ids[0], (std::vector<std::int32_t>{find(*before, "[CLS]")})); // <s>
        QCOMPARE(sources.ids[1], (std::vector<std::int32_t>{find(*before, "[PAD]")}));
        QCOMPARE(sources.ids[2], (std::vector<std::int32_t>{find(*before, "[SEP]")}));
    }

    void placesThatCountFromThePadding() {
        const auto old = checkpoint("roberta-mlm", "unigram", 40);
        const auto bpe = test::trained(settingsOf("unigram", 45), {"the cat sat", "the cats"});
        giveVocabulary(old, bpe, path("roberta-new"));
        QCOMPARE(Weights(path("roberta-new")).tensors().at("lm_head.bias").shape[0],
                 static_cast<std::int64_t>(bpe.tokens.size()));
        const auto wordPiece = test::trained(settingsOf("wordpiece", 45), {"the cat sat", "the cats"});
        try {
            giveVocabulary(old, wordPiece, path("roberta-other"));
            QFAIL("taken");
        } catch (const Error& error) {
            QVERIFY2(QString(error.what()).contains("id of its padding, which is 1"), error.what());
        }
        QVERIFY(!fs::exists(path("roberta-other")));
    }

    void refusesByName_data() {
        QTest::addColumn<QString>("family");
        QTest::addColumn<QString>("title");
        QTest::newRow("t5") << "t5"
                            << "T5";
        QTest::newRow("bart") << "bart"
                              << "BART";
        QTest::newRow("xlnet") << "xlnet"
                               << "XLNet";
    }
    void refusesByName() {
        QFETCH(QString, family);
        QFETCH(QString, title);
        const auto old = checkpoint(family.toStdString(), "unigram", 40);
        const auto vocabulary = test::trained(settingsOf("unigram", 45), {"the cat sat", "the cats"});
        try {
            giveVocabulary(old, vocabulary, path("refused"));
            QFAIL("taken");
        } catch (const Error& error) {
            QVERIFY2(QString(error.what()).contains(title + " model can't be given"), error.what());
        }
    }

    void stops() {
        const auto old = checkpoint("bert-pretraining", "wordpiece", 40);
        StopSource source;
        source.request_stop();
        const auto vocabulary = test::trained(settingsOf("wordpiece", 60), {"the cats sat"});
        QVERIFY_THROWS_EXCEPTION(Stopped,
                                 giveVocabulary(old, vocabulary, path("stopped"), source.get_token()));
        QVERIFY(!fs::exists(path("stopped")));
    }
};

QTEST_APPLESS_MAIN(TestNewVocabulary)
#include "tst_new_vocabulary.moc"
