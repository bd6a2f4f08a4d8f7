// Folders with vocab.json and merges.txt; values of the reference, Transformers 5.24.
#include "../Shown.h"
#include "../TokenizerFolder.h"
#include "core/tokenizer/pretokenizers/PreTokenizers.h"

using namespace espalier;

namespace {

struct Row {
    const char *name, *config, *text, *pair, *tokens, *ids, *offsets;
};
constexpr Row rows[] = {
    {"words", R"({"tokenizer_class": "GPT2Tokenizer"})", "tea the tea", "", "tea Ġthe Ġtea", "257 261 258",
     "0-3 3-7 7-11"},
    {"pair", R"({"tokenizer_class": "GPT2Tokenizer"})", "tea", "the teas", "tea t he Ġtea s",
     "257 116 260 258 115", "0-3 0-1 1-3 3-7 7-8"},
    {"blanks", R"({"tokenizer_class": "GPT2Tokenizer"})", "  tea   the \n\n tea ", "",
     "Ġ Ġtea Ġ Ġ Ġthe Ġ Ċ Ċ Ġtea Ġ", "32 258 32 32 261 32 10 10 258 32",
     "0-1 1-5 5-6 6-7 7-11 11-12 12-13 13-14 14-18 18-19"},
    {"scripts", R"({"tokenizer_class": "GPT2Tokenizer"})", "中 é e\u0301 \u05e9\u05dc 👍\U0001f3fd", "",
     "ä\u00b8Ń Ġ Ã © Ġ e Ì ģ Ġ × © × ľ Ġ ð Ł ĳ į ð Ł ı ½",
     "263 32 195 169 32 101 204 129 32 215 169 215 156 32 240 159 145 141 240 159 143 189",
     "0-1 1-2 2-3 2-3 3-4 4-5 5-6 5-6 6-7 7-8 7-8 8-9 8-9 9-10 10-11 10-11 10-11 10-11 11-12 11-12 11-12 "
     "11-12"},
    {"contractions and digits", R"({"tokenizer_class": "GPT2Tokenizer"})", "it's IT'S 123", "",
     "i t ' s Ġ I T ' S Ġ 1 2 3", "105 116 39 115 32 73 84 39 83 32 49 50 51",
     "0-1 1-2 2-3 3-4 4-5 5-6 6-7 7-8 8-9 9-10 10-11 11-12 12-13"},
    {"special tokens in the text", R"({"tokenizer_class": "GPT2Tokenizer"})",
     "tea <mask>the</s><|endoftext|>", "", "tea Ġ < m a s k > t he < / s > <|endoftext|>",
     "257 32 60 109 97 115 107 62 116 260 60 47 115 62 264",
     "0-3 3-4 4-5 5-6 6-7 7-8 8-9 9-10 10-11 11-13 13-14 14-15 15-16 16-17 17-30"},
    {"nothing", R"({"tokenizer_class": "GPT2Tokenizer"})", "", "", "", "", ""},
    {"words", R"({"tokenizer_class": "RobertaTokenizer"})", "tea the tea", "", "<s> tea Ġthe Ġtea </s>",
     "264 257 261 258 266", "0-0 0-3 4-7 8-11 0-0"},
    {"pair", R"({"tokenizer_class": "RobertaTokenizer"})", "tea", "the teas",
     "<s> tea </s> </s> t he Ġtea s </s>", "264 257 266 266 116 260 258 115 266",
     "0-0 0-3 0-0 0-0 0-1 1-3 4-7 7-8 0-0"},
    {"blanks", R"({"tokenizer_class": "RobertaTokenizer"})", "  tea   the \n\n tea ", "",
     "<s> Ġ Ġtea Ġ Ġ Ġthe Ġ Ċ Ċ Ġtea Ġ </s>", "264 32 258 32 32 261 32 10 10 258 32 266",
     "0-0 1-1 2-5 6-6 7-7 8-11 12-12 12-13 13-14 15-18 19-19 0-0"},
    {"scripts", R"({"tokenizer_class": "RobertaTokenizer"})", "中 é e\u0301 \u05e9\u05dc 👍\U0001f3fd", "",
     "<s> ä\u00b8Ń Ġ Ã © Ġ e Ì ģ Ġ × © × ľ Ġ ð Ł ĳ į ð Ł ı ½ </s>",
     "264 263 32 195 169 32 101 204 129 32 215 169 215 156 32 240 159 145 141 240 159 143 189 266",
     "0-0 0-1 2-2 2-3 2-3 4-4 4-5 5-6 5-6 7-7 7-8 7-8 8-9 8-9 10-10 10-11 10-11 10-11 10-11 11-12 11-12 "
     "11-12 11-12 0-0"},
    {"contractions and digits", R"({"tokenizer_class": "RobertaTokenizer"})", "it's IT'S 123", "",
     "<s> i t ' s Ġ I T ' S Ġ 1 2 3 </s>", "264 105 116 39 115 32 73 84 39 83 32 49 50 51 266",
     "0-0 0-1 1-2 2-3 3-4 5-5 5-6 6-7 7-8 8-9 10-10 10-11 11-12 12-13 0-0"},
    {"special tokens in the text", R"({"tokenizer_class": "RobertaTokenizer"})",
     "tea <mask>the</s><|endoftext|>", "", "<s> tea Ġ <mask> t he </s> < | e n d o f te x t | > </s>",
     "264 257 32 268 116 260 266 60 124 101 110 100 111 102 256 120 116 124 62 266",
     "0-0 0-3 4-4 4-10 10-11 11-13 13-17 17-18 18-19 19-20 20-21 21-22 22-23 23-24 24-26 26-27 27-28 28-29 "
     "29-30 0-0"},
    {"nothing", R"({"tokenizer_class": "RobertaTokenizer"})", "", "", "<s> </s>", "264 266", "0-0 0-0"},
    {"words", R"({"tokenizer_class": "BartTokenizer"})", "tea the tea", "", "<s> tea Ġthe Ġtea </s>",
     "264 257 261 258 266", "0-0 0-3 4-7 8-11 0-0"},
    {"pair", R"({"tokenizer_class": "BartTokenizer"})", "tea", "the", "<s> tea </s> </s> t he </s>",
     "264 257 266 266 116 260 266", "0-0 0-3 0-0 0-0 0-1 1-3 0-0"},
    {"words", R"({"tokenizer_class": "LongformerTokenizer"})", "tea the tea", "", "<s> tea Ġthe Ġtea </s>",
     "264 257 261 258 266", "0-0 0-3 4-7 8-11 0-0"},
    {"pair", R"({"tokenizer_class": "LongformerTokenizer"})", "tea", "the", "<s> tea </s> </s> t he </s>",
     "264 257 266 266 116 260 266", "0-0 0-3 0-0 0-0 0-1 1-3 0-0"},
    {"words", R"({"tokenizer_class": "Qwen2Tokenizer"})", "tea the tea", "", "tea Ġthe Ġtea", "257 261 258",
     "0-3 3-7 7-11"},
    {"pair", R"({"tokenizer_class": "Qwen2Tokenizer"})", "tea", "the teas", "tea t he Ġtea s",
     "257 116 260 258 115", "0-3 0-1 1-3 3-7 7-8"},
    {"blanks", R"({"tokenizer_class": "Qwen2Tokenizer"})", "  tea   the \n\n tea ", "",
     "Ġ Ġtea Ġ Ġ Ġthe Ġ Ċ Ċ Ġtea Ġ", "32 258 32 32 261 32 10 10 258 32",
     "0-1 1-5 5-6 6-7 7-11 11-12 12-13 13-14 14-18 18-19"},
    {"scripts", R"({"tokenizer_class": "Qwen2Tokenizer"})", "中 é e\u0301 \u05e9\u05dc 👍\U0001f3fd", "",
     "ä\u00b8Ń Ġ Ã © Ġ Ã © Ġ × © × ľ Ġ ð Ł ĳ į ð Ł ı ½",
     "263 32 195 169 32 195 169 32 215 169 215 156 32 240 159 145 141 240 159 143 189",
     "0-1 1-2 2-3 2-3 3-4 4-5 4-5 6-7 7-8 7-8 8-9 8-9 9-10 10-11 10-11 10-11 10-11 11-12 11-12 11-12 11-12"},
    {"contractions and digits", R"({"tokenizer_class": "Qwen2Tokenizer"})", "it's IT'S 123", "",
     "i t ' s Ġ I T ' S Ġ 1 2 3", "105 116 39 115 32 73 84 39 83 32 49 50 51",
     "0-1 1-2 2-3 3-4 4-5 5-6 6-7 7-8 8-9 9-10 10-11 11-12 12-13"},
    {"special tokens in the text", R"({"tokenizer_class": "Qwen2Tokenizer"})",
     "tea <mask>the</s><|endoftext|>", "", "tea Ġ < m a s k > t he < / s > <|endoftext|>",
     "257 32 60 109 97 115 107 62 116 260 60 47 115 62 264",
     "0-3 3-4 4-5 5-6 6-7 7-8 8-9 9-10 10-11 11-13 13-14 14-15 15-16 16-17 17-30"},
    {"nothing", R"({"tokenizer_class": "Qwen2Tokenizer"})", "", "", "", "", ""},
    {"a blank first", R"({"tokenizer_class": "RobertaTokenizer", "add_prefix_space": true})", "tea  the", "",
     "<s> Ġtea Ġ Ġthe </s>", "264 258 32 261 266", "0-0 0-3 4-4 5-8 0-0"},
    {"offsets with blanks", R"({"tokenizer_class": "RobertaTokenizer", "trim_offsets": false})", "tea the",
     "", "<s> tea Ġthe </s>", "264 257 261 266", "0-0 0-3 3-7 0-0"},
    {"a blank first", R"({"tokenizer_class": "GPT2Tokenizer", "add_prefix_space": true})", "tea the", "",
     "Ġtea Ġthe", "258 261", "0-3 3-7"},
};

constexpr const char* merges = "#version: 0.2\nt e\nte a\nĠ tea\nĠ t\nh e\nĠt he\nä ¸\nä¸ Ń\n";

// The 256 letters, what the merges make of them, then special tokens.
Json vocabulary(const std::vector<std::string>& special) {
    Json out;
    for (int byte = 0; byte < 256; ++byte) out[byteLevelLetter(static_cast<unsigned char>(byte))] = byte;
    for (const char* token : {"te", "tea", "Ġtea", "Ġt", "he", "Ġthe", "ä¸", "ä¸Ń"}) out[token] = out.size();
    for (const std::string& token : special) out[token] = out.size();
    return out;
}

TokenizerFolder folderOf(const Json& config) {
    TokenizerFolder folder({});
    const std::string name = config.value("tokenizer_class", "");
    const bool roberta =
        name.starts_with("Roberta") || name.starts_with("Bart") || name.starts_with("Longformer");
    folder.write("vocab.json",
                 vocabulary(roberta ? std::vector<std::string>{"<s>", "<pad>", "</s>", "<unk>", "<mask>"}
                                    : std::vector<std::string>{"<|endoftext|>"})
                     .dump());
    folder.write("merges.txt", merges);
    folder.write("tokenizer_config.json", config.dump());
    return folder;
}

} // namespace

class TestBpeFiles : public QObject {
    Q_OBJECT
private slots:
    void encodes_data() {
        for (const char* column : {"config", "text", "pair", "tokens", "ids", "offsets"})
            QTest::addColumn<QString>(column);
        for (const Row& r : rows)
            QTest::addRow("%s %s", r.config, r.name)
                << r.config << r.text << r.pair << r.tokens << r.ids << r.offsets;
    }
    void encodes() {
        QFETCH(QString, config);
        QFETCH(QString, text);
        QFETCH(QString, pair);
        const TokenizerFolder folder = folderOf(Json::parse(config.toStdString()));
        const auto tokenizer = loadTokenizer(folder.path());
        const std::string first = text.toStdString(), second = pair.toStdString();
        const Encoding encoding = tokenizer->encode({first, second}, {});
        QTEST(QString::fromStdString(tokensOf(*tokenizer, encoding)), "tokens");
        QTEST(QString::fromStdString(spaced(encoding.ids)), "ids");
        QTEST(QString::fromStdString(spaced(encoding.offsets)), "offsets");
    }

    void withoutAClassItIsThatOfGpt2() {
        const auto tokenizer = loadTokenizer(folderOf(Json::object()).path());
        QCOMPARE(tokensOf(*tokenizer, tokenizer->encode({"tea the", {}}, {})), std::string("tea Ġthe"));
        QCOMPARE(tokenizer->specialTokens(true), 0);
    }

    void readsLinesOfMerges_data() {
        QTest::addColumn<QString>("text");
        QTest::newRow("no version") << "t e\nte a\n";
        QTest::newRow("no line end") << "t e\nte a";
        QTest::newRow("Windows") << "#version: 0.2\r\nt e\r\nte a\r\n";
        QTest::newRow("empty lines") << "\nt e\n\nte a\n\n";
    }
    void readsLinesOfMerges() {
        QFETCH(QString, text);
        const TokenizerFolder folder = folderOf(Json::object());
        folder.write("merges.txt", text.toStdString());
        const auto tokenizer = loadTokenizer(folder.path());
        QCOMPARE(tokensOf(*tokenizer, tokenizer->encode({"tea", {}}, {})), std::string("tea"));
    }

    void refuses_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("says");
        const auto row = [](const char* name, const char* file, const QByteArray& bytes, const char* says) {
            QTest::newRow(name) << file << bytes << says;
        };
        row("merge of one", "merges.txt", "t e\ntea\n", "line 2");
        row("merge of three", "merges.txt", "#version: 0.2\nt e a\n", "\"t e a\"");
        row("merge of what isn't there", "merges.txt", "t x9\n", "\"x9\"");
        row("merges are not UTF-8", "merges.txt", "t \xff\n", "UTF-8");
        row("vocabulary is a list", "vocab.json", "[]", "vocab");
        row("vocabulary is empty", "vocab.json", "{}", "empty");
        row("vocabulary is no JSON", "vocab.json", "{", "JSON");
        row("letters are missing", "vocab.json",
            R"({"t": 0, "e": 1, "te": 2, "a": 3, "tea": 4, "Ġ": 5, "Ġtea": 6,
            "Ġt": 7, "h": 8, "he": 9, "Ġthe": 10, "ä": 11, "¸": 12, "ä¸": 13, "Ń": 14, "ä¸Ń": 15})",
            "no token \"Ā\" for the byte 0");
        row("another class", "tokenizer_config.json", R"({"tokenizer_class": "BlenderbotTokenizer"})",
            "Blenderbot");
        row("no such end", "tokenizer_config.json",
            R"({"tokenizer_class": "RobertaTokenizer", "sep_token": "<z>"})", "\"<z>\"");
        row("flag", "tokenizer_config.json", R"({"add_prefix_space": 1})", "add_prefix_space");
    }
    void refuses() {
        QFETCH(QString, file);
        QFETCH(QByteArray, bytes);
        QFETCH(QString, says);
        const TokenizerFolder folder = folderOf(Json::object());
        folder.write(file.toStdString(), bytes.toStdString());
        const QString error = errorOf([&] { loadTokenizer(folder.path()); });
        QVERIFY2(error.contains(says) && error.contains(QString::fromStdString(folder.path().string())),
                 qPrintable(error));
    }
};

QTEST_APPLESS_MAIN(TestBpeFiles)
#include "tst_bpe_files.moc"
