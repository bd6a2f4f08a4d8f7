// tokenizer.json as nobody should have written it: each ends in an error that names the file, or in a
// tokenizer.
#include "Shown.h"
#include "TokenizerFolder.h"

using namespace espalier;

namespace {

constexpr const char* texts[] = {"", "a b", "ab, A\u0301 [SEP]  中文\n",
                                 "👩🏽\u200d🚀 \u05e9\u05c1\u05dc 12"};

// Loads and encodes; "" where that went well.
QString tried(const TokenizerFolder& folder) {
    return errorOf([&] {
        const auto tokenizer = loadTokenizer(folder.path());
        for (const char* text : texts)
            for (const auto id : tokenizer->encode({text, "a"}, {.maxLength = 16}).ids)
                if (id < 0 || id >= tokenizer->vocabularySize()) qFatal("an id out of range: %d", id);
    });
}

Json json(const char* text) {
    return Json::parse(text);
}

// A pipeline of many parts with a model of each kind.
Json pipelineOf(const char* model) {
    return {{"normalizer", json(R"({"type": "Sequence", "normalizers": [{"type": "NFKC"}, {"type": "Prepend",
                "prepend": "a"}, {"type": "Replace", "pattern": {"Regex": "\\s+"}, "content": " "}]})")},
            {"pre_tokenizer",
             json(R"({"type": "Sequence", "pretokenizers": [{"type": "Split", "pattern": {"String":
                ","}, "behavior": "Removed", "invert": false}, {"type": "Metaspace", "replacement": "_"}]})")},
            {"post_processor", json(R"({"type": "TemplateProcessing", "single": [{"SpecialToken": {"id": "s",
                "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}], "pair": [{"Sequence": {"id": "A",
                "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 1}}], "special_tokens": {"s": {"id": "s",
                "ids": [0]}}})")},
            {"added_tokens", json(R"([{"id": 3, "content": "[SEP]", "lstrip": true, "normalized": true}])")},
            {"model", json(model)}};
}

constexpr const char* models[] = {
    R"({"type": "BPE", "unk_token": "u", "fuse_unk": true, "vocab": {"u": 0, "a": 1, "_a": 2, "[SEP]": 3, "_": 4},
        "merges": [["_", "a"]]})",
    R"({"type": "Unigram", "unk_id": 0, "vocab": [["u", 0], ["a", -1], ["_a", -1.5], ["[SEP]", 0], ["_", -2]]})",
    R"({"type": "WordPiece", "unk_token": "u", "continuing_subword_prefix": "", "max_input_chars_per_word": 9,
        "vocab": {"u": 0, "a": 1, "_a": 2, "[SEP]": 3, "_": 4}})",
    R"({"type": "WordLevel", "unk_token": "u", "vocab": {"u": 0, "a": 1, "_a": 2, "[SEP]": 3, "_": 4}})"};

} // namespace

class TestDamage : public QObject {
    Q_OBJECT
private slots:
    void anyValueMayBeWrong_data() {
        QTest::addColumn<QString>("model");
        for (const char* model : models)
            QTest::newRow(json(model)["type"].get<std::string>().c_str()) << model;
    }
    void anyValueMayBeWrong() {
        QFETCH(QString, model);
        TokenizerFolder folder({});
        const Json sound = pipelineOf(model.toStdString().c_str());
        folder.write("tokenizer.json", sound.dump());
        QCOMPARE(tried(folder), QString());
        const Json replacements[] = {
            nullptr,    true, -1,  1.5,           18446744073709551615u, 2147483647, "",
            "a",        "é",  "(", Json::array(), Json::object(),        {nullptr},  {{"type", nullptr}},
            {{"a", -1}}};
        const Json values = sound.flatten();
        for (const auto& [pointer, value] : values.items())
            for (Json::json_pointer place(pointer); !place.empty(); place = place.parent_pointer())
                for (const Json& replacement : replacements) {
                    Json damaged = sound;
                    damaged[place] = replacement;
                    folder.write("tokenizer.json", damaged.dump());
                    const QString error = tried(folder);
                    // What only a text brings to light names no file.
                    const bool named = error.contains("tokenizer.json") || error.contains("\"");
                    QVERIFY2(error.isEmpty() || named, qPrintable(error));
                }
    }

    void anyByteMayBeWrong_data() { anyValueMayBeWrong_data(); }
    void anyByteMayBeWrong() {
        QFETCH(QString, model);
        TokenizerFolder folder({});
        const std::string sound = pipelineOf(model.toStdString().c_str()).dump();
        for (std::size_t i = 0; i < sound.size(); ++i) {
            std::string damaged = sound;
            damaged[i] = static_cast<char>(damaged[i] ^ (1 << (i % 8)));
            folder.write("tokenizer.json", damaged);
            tried(folder);
            folder.write("tokenizer.json", sound.substr(0, i));
            QVERIFY(!tried(folder).isEmpty());
        }
    }

    void depth_data() {
        QTest::addColumn<QString>("stage");
        QTest::addColumn<QString>("list");
        QTest::newRow("normalizer") << "normalizer"
                                    << "normalizers";
        QTest::newRow("pre_tokenizer") << "pre_tokenizer"
                                       << "pretokenizers";
        QTest::newRow("post_processor") << "post_processor"
                                        << "processors";
    }
    void depth() { // of sequences in sequences
        QFETCH(QString, stage);
        QFETCH(QString, list);
        TokenizerFolder folder({"a"});
        const std::string begin = "{\"type\": \"Sequence\", \"" + list.toStdString() + "\": [";
        for (const int depth : {20, 100'000}) {
            std::string nested;
            for (int i = 0; i < depth; ++i) nested += begin;
            for (int i = 0; i < depth; ++i) nested += "]}";
            std::string file = folder.json.dump();
            const std::string old = folder.json[stage.toStdString()].dump();
            file.replace(file.find(old), old.size(), nested);
            folder.write("tokenizer.json", file);
            const QString error = tried(folder);
            QVERIFY2(depth == 20 ? error.isEmpty() : error.contains("nested deeper"), qPrintable(error));
        }
    }

    void mergesThatGoRound() { // a token that is a part of what it is made of
        TokenizerFolder folder({});
        folder.json["model"] =
            json(R"({"type": "BPE", "vocab": {"[PAD]": 0, "[UNK]": 1, "[CLS]": 2, "[SEP]": 3, "a": 4,
            "": 5}, "merges": [["a", ""], ["", "a"]]})");
        folder.write("tokenizer.json", folder.json.dump());
        QCOMPARE(tried(folder), QString());
    }

    void aTokenThatStandsTwice() { // the later one counts in JSON, and the other's id is then missing
        TokenizerFolder folder({"a", "b"});
        std::string file = folder.json.dump();
        file.replace(file.find("\"b\":5"), 5, "\"a\":5");
        folder.write("tokenizer.json", file);
        QVERIFY(tried(folder).contains("vocab"));
    }

    void everySpecialIdIsOneOfTheVocabulary() {
        TokenizerFolder folder({"a"});
        folder.json["post_processor"] =
            json(R"({"type": "TemplateProcessing", "single": [{"Sequence": {"id": "A",
            "type_id": 0}}], "pair": [{"SpecialToken": {"id": "x", "type_id": 0}}], "special_tokens":
            {"x": {"id": "x", "ids": [5]}}})");
        folder.write("tokenizer.json", folder.json.dump());
        QVERIFY(tried(folder).contains("adds the id 5, but the largest is 4"));
    }
};

QTEST_APPLESS_MAIN(TestDamage)
#include "tst_damage.moc"
