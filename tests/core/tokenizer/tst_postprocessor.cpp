#include "Shown.h"
#include "TokenizerFolder.h"
#include "core/tokenizer/PostProcessor.h"

using namespace espalier;

namespace {

constexpr const char* roberta =
    R"({"type": "RobertaProcessing", "sep": ["</s>", 2], "cls": ["<s>", 0], "trim_offsets": true, "add_prefix_space": true})";
constexpr const char* robertaWithoutPrefix =
    R"({"type": "RobertaProcessing", "sep": ["</s>", 2], "cls": ["<s>", 0], "trim_offsets": true, "add_prefix_space": false})";
constexpr const char* untrimmed =
    R"({"type": "RobertaProcessing", "sep": ["</s>", 2], "cls": ["<s>", 0], "trim_offsets": false})";
constexpr const char* bert = R"({"type": "BertProcessing", "sep": ["</s>", 2], "cls": ["<s>", 0]})";
constexpr const char* byteLevel = R"({"type": "ByteLevel", "trim_offsets": true, "add_prefix_space": true})";
constexpr const char* sequence =
    R"({"type": "Sequence", "processors": [{"type": "ByteLevel", "trim_offsets": true},
    {"type": "TemplateProcessing", "single": [{"Sequence": {"id": "A", "type_id": 5}}, {"SpecialToken": {"id": "end", "type_id": 6}}],
    "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 1}}],
    "special_tokens": {"end": {"id": "end", "ids": [2, 1], "tokens": ["</s>", "<pad>"]}}}]})";

// Ids 0 to 2 are special; the others by their texts.
const std::vector<std::string> tokens{"<s>", "<pad>", "</s>", "a", "Ġa", "Ġ", "aĠĠ", "ĠĠaĠ"};

Encoding assembled(const QString& json, bool pair) {
    PostProcessor made = PostProcessor::fromJson(parseJson(json.toStdString(), "test"), "test");
    made.learnTokens([](std::int32_t id) { return tokens.at(static_cast<std::size_t>(id)); },
                     static_cast<std::int32_t>(tokens.size()));
    const std::vector<Token> first{{4, 0, 2}, {4, 2, 4}, {7, 4, 8}, {5, 8, 9}}, second{{3, 0, 1}, {6, 1, 4}};
    return made.assemble(first, second, pair, true);
}

} // namespace

class TestPostProcessor : public QObject {
    Q_OBJECT
private slots:
    void assembles_data() {
        QTest::addColumn<QString>("json");
        QTest::addColumn<bool>("pair");
        for (const char* column : {"ids", "typeIds", "offsets"}) QTest::addColumn<QString>(column);
        const auto row = [](const char* name, const char* json, bool pair, const char* ids,
                            const char* typeIds, const char* offsets) {
            QTest::newRow(name) << json << pair << ids << typeIds << offsets;
        };
        row("none", "null", false, "4 4 7 5", "0 0 0 0", "0-2 2-4 4-8 8-9");
        row("none, two texts", "null", true, "4 4 7 5 3 6", "0 0 0 0 1 1", "0-2 2-4 4-8 8-9 0-1 1-4");
        row("BERT", bert, false, "0 4 4 7 5 2", "0 0 0 0 0 0", "0-0 0-2 2-4 4-8 8-9 0-0");
        row("BERT, two texts", bert, true, "0 4 4 7 5 2 3 6 2", "0 0 0 0 0 0 1 1 1",
            "0-0 0-2 2-4 4-8 8-9 0-0 0-1 1-4 0-0");
        row("RoBERTa", roberta, false, "0 4 4 7 5 2", "0 0 0 0 0 0", "0-0 0-2 3-4 6-7 9-9 0-0");
        row("RoBERTa, two texts", roberta, true, "0 4 4 7 5 2 2 3 6 2", "0 0 0 0 0 0 0 0 0 0",
            "0-0 0-2 3-4 6-7 9-9 0-0 0-0 0-1 1-2 0-0");
        row("no blank before the text", robertaWithoutPrefix, false, "0 4 4 7 5 2", "0 0 0 0 0 0",
            "0-0 1-2 3-4 6-7 9-9 0-0");
        row("offsets as they are", untrimmed, false, "0 4 4 7 5 2", "0 0 0 0 0 0", "0-0 0-2 2-4 4-8 8-9 0-0");
        row("byte-level", byteLevel, false, "4 4 7 5", "0 0 0 0", "0-2 3-4 6-7 9-9");
        row("sequence", sequence, false, "4 4 7 5 2 1", "5 5 5 5 6 6", "0-2 3-4 6-7 9-9 0-0 0-0");
        row("sequence, two texts", sequence, true, "4 4 7 5 3 6", "0 0 0 0 1 1", "0-2 3-4 6-7 9-9 0-1 1-2");
    }
    void assembles() {
        QFETCH(QString, json);
        QFETCH(bool, pair);
        const Encoding encoding = assembled(json, pair);
        QTEST(QString::fromStdString(spaced(encoding.ids)), "ids");
        QTEST(QString::fromStdString(spaced(encoding.typeIds)), "typeIds");
        QTEST(QString::fromStdString(spaced(encoding.offsets)), "offsets");
    }

    void countsItsTokens() {
        const auto made = PostProcessor::fromJson(parseJson(sequence, "test"), "test");
        QCOMPARE(made.specialTokens(false), std::size_t(2));
        QCOMPARE(made.specialTokens(true), std::size_t(0));
        QCOMPARE(made.largestId(), 2);
        QCOMPARE(PostProcessor().largestId(), -1);
        QCOMPARE(PostProcessor::roberta(0, 2).specialTokens(true), std::size_t(4));
    }

    void refuses_data() {
        QTest::addColumn<QString>("json");
        QTest::addColumn<QString>("says");
        const auto row = [](const char* name, const char* json, const char* says) {
            QTest::newRow(name) << json << says;
        };
        row("a list", "[]", "post_processor");
        row("another type", R"({"type": "Fancy"})", "post_processor \"Fancy\"");
        row("part is null", R"({"type": "Sequence", "processors": [null]})", "post_processor");
        row("no parts", R"({"type": "Sequence"})", "post_processor.processors");
        row("id is a text", R"({"type": "BertProcessing", "sep": ["x", "2"], "cls": ["y", 0]})",
            "post_processor.sep");
        row("negative id", R"({"type": "BertProcessing", "sep": ["x", 2], "cls": ["y", -1]})",
            "post_processor.cls");
        row("huge id", R"({"type": "BertProcessing", "sep": ["x", 99999999999], "cls": ["y", 1]})",
            "99999999999");
        row("only an id", R"({"type": "RobertaProcessing", "sep": 2, "cls": ["y", 1]})", "[token, id]");
        row("trim is a number", R"({"type": "ByteLevel", "trim_offsets": 1})", "trim_offsets");
        row("empty template", R"({"type": "TemplateProcessing", "single": [], "pair": []})",
            "post_processor.single");
        row("piece of another kind",
            R"({"type": "TemplateProcessing", "single": [{"Text": {}}], "pair": []})",
            "Sequence or SpecialToken");
        row("another text",
            R"({"type": "TemplateProcessing", "single": [{"Sequence": {"id": "C", "type_id": 0}}]})",
            "post_processor.single");
        row("no type id", R"({"type": "TemplateProcessing", "single": [{"Sequence": {"id": "A"}}]})",
            "type_id");
        row("special token without ids",
            R"({"type": "TemplateProcessing", "single": [{"SpecialToken": {"id": "x", "type_id": 0}}]})",
            "post_processor.special_tokens.x");
        row("ids are none",
            R"({"type": "TemplateProcessing", "single": [{"SpecialToken": {"id": "x", "type_id": 0}}],
                "special_tokens": {"x": {"ids": []}}})",
            "\"ids\"");
    }
    void refuses() {
        QFETCH(QString, json);
        QFETCH(QString, says);
        const QString error =
            errorOf([&] { PostProcessor::fromJson(parseJson(json.toStdString(), "test"), "test"); });
        QVERIFY2(error.contains(says) && error.startsWith("test: "), qPrintable(error));
    }
};

QTEST_APPLESS_MAIN(TestPostProcessor)
#include "tst_postprocessor.moc"
