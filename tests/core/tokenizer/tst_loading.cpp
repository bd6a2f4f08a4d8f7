#include "TokenizerFolder.h"

#include <QTest>

using namespace espalier;

namespace {

// The sentence of the error that loading ends in, or "" where it does not.
template<class Kind>
QString errorOf(const TokenizerFolder& folder) {
    try {
        folder.load();
    } catch (const Kind& e) {
        return QString::fromUtf8(e.what());
    }
    return {};
}

QString vocabularyError(const TokenizerFolder& folder) {
    try {
        loadTokenizer(folder.path());
    } catch (const Error& e) {
        return QString::fromUtf8(e.what());
    }
    return {};
}

const std::string plainVocabulary = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\na\nb\n##b\n";

} // namespace

class TestLoading : public QObject {
    Q_OBJECT
private slots:
    void namesUnknownComponents_data() {
        QTest::addColumn<QString>("key");
        for (const char* key : {"model", "normalizer", "pre_tokenizer", "post_processor"})
            QTest::newRow(key) << key;
    }
    void namesUnknownComponents() {
        QFETCH(QString, key);
        TokenizerFolder folder({"a"});
        folder.json[key.toStdString()]["type"] = "Fancy";
        const QString error = errorOf<UnsupportedTokenizer>(folder);
        QVERIFY2(error.contains(key + " \"Fancy\"") && error.contains("tokenizer.json"), qPrintable(error));
    }

    void modelWithoutType_data() { // as files of before tokenizers 0.10 have it
        QTest::addColumn<QString>("model");
        QTest::addColumn<QString>("tokens");
        QTest::newRow("word piece")
            << R"({"unk_token": "[UNK]", "max_input_chars_per_word": 100, "vocab": {"[PAD]": 0, "[UNK]": 1,
                  "[CLS]": 2, "[SEP]": 3, "a": 4, "##b": 5}})"
            << "[CLS] a ##b [SEP]";
        QTest::newRow("BPE")
            << R"({"merges": ["a b"], "vocab": {"[PAD]": 0, "[UNK]": 1, "[CLS]": 2, "[SEP]": 3,
                  "a": 4, "b": 5, "ab": 6}})"
            << "[CLS] ab [SEP]";
        QTest::newRow("unigram")
            << R"({"unk_id": 1, "vocab": [["[PAD]", 0], ["[UNK]", 0], ["[CLS]", 0], ["[SEP]", 0],
                  ["a", -1], ["b", -1]]})"
            << "[CLS] a b [SEP]";
        QTest::newRow("whole words")
            << R"({"unk_token": "[UNK]", "vocab": {"[PAD]": 0, "[UNK]": 1, "[CLS]": 2, "[SEP]": 3, "a": 4}})"
            << "[CLS] [UNK] [SEP]";
    }
    void modelWithoutType() {
        QFETCH(QString, model);
        TokenizerFolder folder({});
        folder.json["model"] = Json::parse(model.toStdString());
        const auto tokenizer = folder.load();
        QTEST(QString::fromStdString(tokensOf(*tokenizer, tokenizer->encode({"ab", {}}, {}))), "tokens");
    }

    void refusesDamage_data() {
        QTest::addColumn<QString>("pointer");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("names");
        QTest::newRow("no model") << "/model"
                                  << "null"
                                  << "model";
        QTest::newRow("no vocabulary") << "/model/vocab"
                                       << "null"
                                       << "vocab";
        QTest::newRow("empty vocabulary") << "/model/vocab"
                                          << "{}"
                                          << "empty";
        QTest::newRow("hole") << "/model/vocab/a"
                              << "9"
                              << "from 0 to 4";
        QTest::newRow("huge id") << "/model/vocab/a"
                                 << "18446744073709551615"
                                 << "from 0 to 4";
        QTest::newRow("negative id") << "/model/vocab/a"
                                     << "-1"
                                     << "from 0 to 4";
        QTest::newRow("fractional id") << "/model/vocab/a"
                                       << "1.5"
                                       << "from 0 to 4";
        QTest::newRow("same id twice") << "/model/vocab/a"
                                       << "1"
                                       << "same id 1";
        QTest::newRow("id as text") << "/model/vocab/a"
                                    << "\"4\""
                                    << "from 0 to 4";
        QTest::newRow("no unknown token") << "/model/unk_token"
                                          << "\"<unk>\""
                                          << "<unk>";
        QTest::newRow("unknown token of another type") << "/model/unk_token"
                                                       << "7"
                                                       << "unk_token";
        QTest::newRow("flag of another type") << "/normalizer/lowercase"
                                              << "\"yes\""
                                              << "lowercase";
        QTest::newRow("normaliser is a text") << "/normalizer"
                                              << "\"Bert\""
                                              << "normalizer";
        QTest::newRow("added tokens are no list") << "/added_tokens"
                                                  << "{}"
                                                  << "added_tokens";
        QTest::newRow("added token is a text") << "/added_tokens/0"
                                               << "\"x\""
                                               << "added_tokens";
        QTest::newRow("separator out of range") << "/post_processor/sep/1"
                                                << "5"
                                                << "post_processor";
        QTest::newRow("separator without id") << "/post_processor/sep"
                                              << "[\"[SEP]\"]"
                                              << "post_processor.sep";
    }
    void refusesDamage() {
        QFETCH(QString, pointer);
        QFETCH(QString, value);
        QFETCH(QString, names);
        TokenizerFolder folder({"a"});
        folder.json[Json::json_pointer(pointer.toStdString())] = Json::parse(value.toStdString());
        const QString error = errorOf<Error>(folder);
        QVERIFY2(error.contains(names) && error.contains("tokenizer.json"), qPrintable(error));
    }

    void refusesWhatIsNoJson() {
        TokenizerFolder folder({});
        for (const char* bytes : {"", "{", "[]", "{\"model\": \xff}"}) {
            folder.write("tokenizer.json", bytes);
            QVERIFY2(vocabularyError(folder).contains("tokenizer.json"), bytes);
        }
    }

    void readsTemplates() {
        TokenizerFolder folder({"a", "b"});
        folder.json["post_processor"] = Json::parse(R"({"type": "TemplateProcessing",
            "single": [{"Sequence": {"id": "A", "type_id": 3}}, {"SpecialToken": {"id": "end", "type_id": 4}}],
            "pair": [{"Sequence": {"id": "B", "type_id": 1}}, {"Sequence": {"id": "A", "type_id": 0}}],
            "special_tokens": {"end": {"id": "end", "ids": [3, 0], "tokens": ["[SEP]", "[PAD]"]}}})");
        const auto tokenizer = folder.load();
        const Encoding single = tokenizer->encode({"a", {}}, {});
        QCOMPARE(tokensOf(*tokenizer, single), std::string("a [SEP] [PAD]"));
        QCOMPARE(listed(single.typeIds), std::string("[3,4,4]"));
        const Encoding pair = tokenizer->encode({"a", "b"}, {});
        QCOMPARE(tokensOf(*tokenizer, pair), std::string("b a"));
        QCOMPARE(listed(pair.typeIds), std::string("[1,0]"));

        folder.json["post_processor"]["single"][0]["Sequence"]["id"] = "B";
        QVERIFY(!errorOf<Error>(folder).isEmpty());
        folder.json["post_processor"]["single"][0] = "A";
        QVERIFY(!errorOf<Error>(folder).isEmpty());
    }

    void ignoresTheFilesOwnTruncationAndPadding() {
        TokenizerFolder folder({"a"});
        folder.json["truncation"] = {{"max_length", 3}, {"strategy", "LongestFirst"}};
        folder.json["padding"] = {{"strategy", {{"Fixed", 20}}}};
        QCOMPARE(folder.load()->encode({"a a a a", {}}, {}).ids.size(), std::size_t(6));
    }

    void readsVocabularyFiles_data() {
        QTest::addColumn<QString>("config");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("tokens");
        QTest::newRow("no config") << ""
                                   << "A [MASK]Bb"
                                   << "[CLS] a [MASK] b ##b [SEP]";
        QTest::newRow("cased") << R"({"do_lower_case": false})" << QString("A a á")
                               << "[CLS] [UNK] a [UNK] [SEP]";
        QTest::newRow("accents") << R"({"do_lower_case": false, "strip_accents": true})" << QString("á")
                                 << "[CLS] a [SEP]";
        QTest::newRow("accents stay")
            << R"({"strip_accents": false})" << QString("á a") << "[CLS] [UNK] a [SEP]";
        QTest::newRow("ideographs") << R"({"tokenize_chinese_chars": false})" << QString("a中a")
                                    << "[CLS] [UNK] [SEP]";
        QTest::newRow("names") << R"({"cls_token": "a", "sep_token": {"content": "b"}})"
                               << "b"
                               << "a b b";
        QTest::newRow("fast class") << R"({"tokenizer_class": "BertTokenizerFast"})"
                                    << "a"
                                    << "[CLS] a [SEP]";
        QTest::newRow("numbered tokens")
            << R"({"added_tokens_decoder": {"8": {"content": "<n>", "special": true}}})"
            << "a<n>"
            << "[CLS] a <n> [SEP]";
        QTest::newRow("listed tokens") << R"({"additional_special_tokens": ["##b", "<none>"]})"
                                       << "a##b<none>"
                                       << "[CLS] a ##b [UNK] [UNK] [UNK] [SEP]";
    }
    void readsVocabularyFiles() {
        QFETCH(QString, config);
        QFETCH(QString, text);
        TokenizerFolder folder({});
        folder.write("vocab.txt", plainVocabulary);
        if (!config.isEmpty()) folder.write("tokenizer_config.json", config.toStdString());
        const auto tokenizer = loadTokenizer(folder.path());
        const std::string utf8 = text.toStdString();
        QTEST(QString::fromStdString(tokensOf(*tokenizer, tokenizer->encode({utf8, {}}, {}))), "tokens");
    }

    void readsLinesAndNothingElse() {
        TokenizerFolder folder({});
        folder.write("vocab.txt", "[UNK]\r\n[CLS]\r\n[SEP]\r\na\u2028\r\n b\r\n##\u2028");
        const auto tokenizer = loadTokenizer(folder.path());
        QCOMPARE(tokenizer->vocabularySize(), 6);
        QCOMPARE(tokenizer->token(2), std::string("[SEP]"));
        QCOMPARE(tokenizer->token(3), std::string("a\u2028"));
        QCOMPARE(tokenizer->token(4), std::string(" b"));
        QCOMPARE(tokenizer->token(5), std::string("##\u2028"));
    }

    void readsTheMapAndAddedTokens() {
        TokenizerFolder folder({});
        folder.write("vocab.txt", plainVocabulary);
        folder.write("special_tokens_map.json", R"({"sep_token": "b", "mask_token": {"content": "[MASK]"}})");
        folder.write("added_tokens.json", R"({"New": 8})");
        const auto tokenizer = loadTokenizer(folder.path());
        QCOMPARE(tokensOf(*tokenizer, tokenizer->encode({"a NEW", {}}, {})), std::string("[CLS] a New b"));
    }

    void refusesDamagedVocabularyFiles_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("names");
        QTest::newRow("empty") << "vocab.txt" << QByteArray("") << "vocab.txt";
        QTest::newRow("twice") << "vocab.txt" << QByteArray("[UNK]\n[CLS]\n[SEP]\na\na\n")
                               << "\"a\" has two ids, 3 and 4";
        QTest::newRow("no unknown") << "vocab.txt" << QByteArray("[CLS]\n[SEP]\n")
                                    << "unknown token \"[UNK]\"";
        QTest::newRow("no separator")
            << "vocab.txt" << QByteArray("[UNK]\n[CLS]\n") << "separator token \"[SEP]\"";
        QTest::newRow("no utf-8") << "vocab.txt" << QByteArray("[UNK]\n[CLS]\n[SEP]\n\xff\n") << "UTF-8";
        QTest::newRow("config no object")
            << "tokenizer_config.json" << QByteArray("[]") << "tokenizer_config.json";
        QTest::newRow("flag") << "tokenizer_config.json" << QByteArray(R"({"do_lower_case": 1})")
                              << "do_lower_case";
        QTest::newRow("class") << "tokenizer_config.json"
                               << QByteArray(R"({"tokenizer_class": "BertweetTokenizer"})")
                               << "BertweetTokenizer";
        QTest::newRow("role") << "tokenizer_config.json" << QByteArray(R"({"cls_token": 3})") << "cls_token";
        QTest::newRow("decoder") << "tokenizer_config.json"
                                 << QByteArray(R"({"added_tokens_decoder": {"x": {}}})")
                                 << "added_tokens_decoder";
        QTest::newRow("hole") << "added_tokens.json" << QByteArray(R"({"<n>": 99})") << "<n>";
    }
    void refusesDamagedVocabularyFiles() {
        QFETCH(QString, file);
        QFETCH(QByteArray, bytes);
        QFETCH(QString, names);
        TokenizerFolder folder({});
        folder.write("vocab.txt", plainVocabulary);
        folder.write(file.toStdString(), bytes.toStdString());
        const QString error = vocabularyError(folder);
        QVERIFY2(error.contains(names), qPrintable(error));
    }

    void prefersTokenizerJson() {
        TokenizerFolder folder({"x"});
        folder.write("vocab.txt", plainVocabulary);
        QCOMPARE(folder.load()->token(4), std::string("x"));
    }

    void saysWhatIsMissing() {
        TokenizerFolder folder({});
        QVERIFY(vocabularyError(folder).contains("expected tokenizer.json, vocab.txt"));
        folder.write("source.spm", "");
        QVERIFY(vocabularyError(folder).contains("source.spm alone"));
        folder.write("spiece.model", "");
        QVERIFY(vocabularyError(folder).contains("tokenizer_class"));
        folder.write("tokenizer_config.json", R"({"tokenizer_class": "T5Tokenizer"})");
        QVERIFY(vocabularyError(folder).contains("spiece.model is no sentencepiece model"));
    }

    void listsItsFiles() {
        TokenizerFolder folder({});
        QVERIFY(tokenizerFiles(folder.path()).empty());
        for (const char* name : {"vocab.txt", "tokenizer_config.json", "model.safetensors"})
            folder.write(name, "");
        QCOMPARE(tokenizerFiles(folder.path()),
                 (std::vector<std::string>{"tokenizer_config.json", "vocab.txt"}));
    }
};

QTEST_APPLESS_MAIN(TestLoading)
#include "tst_loading.moc"
