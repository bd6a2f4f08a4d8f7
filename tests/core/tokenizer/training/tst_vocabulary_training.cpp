// From texts to a folder, and back by our own loader.
#include "SampleTexts.h"
#include "core/tokenizer/Tokenizer.h"

#include "../Shown.h"

#include <QTemporaryDir>

using namespace espalier;

class TestVocabularyTraining : public QObject {
    Q_OBJECT
private:
    static void addKinds() {
        QTest::addColumn<QString>("kind");
        for (const auto* kind : vocabularyKinds()) QTest::newRow(kind->name) << kind->name;
    }
    static VocabularySettings settingsOf(const QString& kind, int size = 600) {
        VocabularySettings settings;
        settings.kind = kind.toStdString();
        settings.size = size;
        return settings;
    }
    fs::path path(const char* name) const { return fs::path(folder_.path().toStdString()) / name; }

    QTemporaryDir folder_;

private slots:
    void theFolderLoads_data() { addKinds(); }
    void theFolderLoads() {
        QFETCH(QString, kind);
        const auto trained = test::trained(settingsOf(kind));
        const auto folder = path(qPrintable("a/" + kind));
        saveVocabulary(trained, folder);
        const auto tokenizer = loadTokenizer(folder);
        QCOMPARE(tokenizer->vocabularySize(), static_cast<std::int32_t>(trained.tokens.size()));
        for (std::int32_t id = 0; id < tokenizer->vocabularySize(); ++id)
            QCOMPARE(tokenizer->token(id), trained.tokens[static_cast<std::size_t>(id)]);
        QCOMPARE(tokenizer->specialTokens(false), 2);
        for (const auto& text : test::sampleTexts()) {
            const auto ids = tokenizer->encode({text, {}}, {}).ids;
            QVERIFY(ids.size() > 2);
            for (std::size_t i = 1; i + 1 < ids.size(); ++i) QVERIFY(ids[i] != tokenizer->unknownId());
        }
        QCOMPARE(fs::exists(folder / "vocab.txt"), kind == "wordpiece");
    }

    void textsComeBack_data() { addKinds(); }
    void textsComeBack() {
        QFETCH(QString, kind);
        const auto folder = path(qPrintable("b/" + kind));
        saveVocabulary(test::trained(settingsOf(kind)), folder);
        const auto tokenizer = loadTokenizer(folder);
        for (const char* text : {"the lamp was broken", "Das Paket kam zu spät"}) {
            const auto back = tokenizer->decode(tokenizer->encode({text, {}}, {}).ids);
            QCOMPARE(QString::fromStdString(back), QString(text));
        }
    }

    void pairsOfTexts_data() {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("expected");
        QTest::newRow("wordpiece") << "wordpiece"
                                   << "[CLS] a [SEP] a [SEP]";
        QTest::newRow("bpe") << "bpe"
                             << "<s> a </s> </s> a </s>";
        QTest::newRow("unigram") << "unigram"
                                 << "<s> ▁a </s> </s> ▁a </s>";
    }
    void pairsOfTexts() {
        QFETCH(QString, kind);
        const auto folder = path(qPrintable("c/" + kind));
        saveVocabulary(test::trained(settingsOf(kind)), folder);
        const auto tokenizer = loadTokenizer(folder);
        std::string tokens;
        for (const auto id : tokenizer->encode({"a", "a"}, {}).ids)
            tokens += (tokens.empty() ? "" : " ") + tokenizer->token(id);
        QTEST(QString::fromStdString(tokens), "expected");
    }

    void lowercase_data() { addKinds(); }
    void lowercase() {
        QFETCH(QString, kind);
        auto settings = settingsOf(kind);
        settings.lowercase = true;
        const auto folder = path(qPrintable("d/" + kind));
        saveVocabulary(test::trained(settings), folder);
        const auto tokenizer = loadTokenizer(folder);
        QCOMPARE(tokenizer->encode({"The PARCEL", {}}, {}).ids,
                 tokenizer->encode({"the parcel", {}}, {}).ids);
    }

    void settingsThatCanNotBe_data() {
        QTest::addColumn<int>("size");
        QTest::addColumn<int>("least");
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("says");
        QTest::newRow("no size") << 0 << 2 << "bpe"
                                 << "of 0 pieces";
        QTest::newRow("huge") << 2'000'000 << 2 << "bpe"
                              << "1 to 1000000";
        QTest::newRow("never") << 500 << 0 << "bpe"
                               << "occurring 0 times";
        QTest::newRow("unknown kind") << 500 << 2 << "bytes"
                                      << "wordpiece, bpe, unigram";
        QTest::newRow("too small") << 200 << 2 << "bpe"
                                   << "at least 261"; // 256 bytes and 5
    }
    void settingsThatCanNotBe() {
        QFETCH(int, size);
        QFETCH(int, least);
        QFETCH(QString, kind);
        QFETCH(QString, says);
        auto settings = settingsOf(kind, size);
        settings.minFrequency = least;
        const QString error = errorOf([&] { test::trained(settings); });
        QVERIFY2(error.contains(says), qPrintable(error));
    }

    void withoutTexts_data() { addKinds(); }
    void withoutTexts() {
        QFETCH(QString, kind);
        for (const auto& texts : {std::vector<std::string>{}, std::vector<std::string>{"", " \n"}}) {
            if (kind == "bpe" && !texts.empty()) continue; // blanks are words to it
            const QString error = errorOf([&] { test::trained(settingsOf(kind), texts); });
            QVERIFY2(error.contains("no word in the"), qPrintable(error));
        }
    }

    void nothingIsOverwritten() {
        const auto trained = test::trained(settingsOf("bpe", 300));
        saveVocabulary(trained, path("once"));
        const QString error = errorOf([&] { saveVocabulary(trained, path("once")); });
        QVERIFY2(error.contains("not empty"), qPrintable(error));
    }

    void aTokenAsItStandsInATextIs_data() {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("token");
        QTest::addColumn<QString>("text");
        QTest::newRow("begins a word") << "wordpiece"
                                       << "the"
                                       << " the";
        QTest::newRow("goes on") << "wordpiece"
                                 << "##ing"
                                 << "ing";
        QTest::newRow("number signs") << "wordpiece"
                                      << "##"
                                      << " ##";
        QTest::newRow("letters for bytes") << "bpe"
                                           << "ĠgrÃ¶"
                                           << " grö";
        QTest::newRow("bare") << "bpe"
                              << "ing"
                              << "ing";
        QTest::newRow("▁") << "unigram"
                           << "▁the"
                           << " the";
        QTest::newRow("without ▁") << "unigram"
                                   << "ing"
                                   << "ing";
    }
    void aTokenAsItStandsInATextIs() {
        QFETCH(QString, kind);
        QFETCH(QString, token);
        const auto& found = vocabularyKindNamed(kind.toStdString());
        QTEST(QString::fromStdString(found.text(token.toStdString())), "text");
    }
};

QTEST_APPLESS_MAIN(TestVocabularyTraining)
#include "tst_vocabulary_training.moc"
