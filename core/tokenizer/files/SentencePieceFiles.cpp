// Tokenizers of folders that have a sentencepiece model and no tokenizer.json. What each family makes of its
// model, which pieces it moves and what it adds, is as in Transformers' tokenization_*.py.
#include "core/base/Text.h"
#include "core/tokenizer/Loading.h"
#include "core/tokenizer/TokenizerConfig.h"
#include "core/tokenizer/files/SentencePieceModel.h"
#include "core/tokenizer/models/Bpe.h"
#include "core/tokenizer/models/Unigram.h"
#include "core/tokenizer/normalizers/CharacterMap.h"
#include "core/tokenizer/normalizers/Normalizers.h"
#include "core/tokenizer/pretokenizers/PreTokenizers.h"

#include <algorithm>

namespace espalier {

namespace {

using Type = SentencePieceModel::Piece::Type;
using Roles = std::vector<std::pair<std::string, std::string>>;
using enum TemplatePiece::Kind;

constexpr const char* blank = "▁";
constexpr std::int64_t mostExtraIds = 100'000; // T5 has a hundred

// A folder's files, and what a family says of them.
struct Source {
    const TokenizerConfig& config;
    SentencePieceModel model;
    std::string origin;
    Roles roles = {}; // of special tokens, with their usual texts
    Stages stages = {};

    std::string text(const std::string& role) const {
        const auto usual =
            std::find_if(roles.begin(), roles.end(), [&](const auto& r) { return r.first == role; });
        return config.specialToken(role, usual == roles.end() ? "" : usual->second);
    }
    std::int32_t id(const std::string& role) const {
        return stages.model->vocabulary().require(text(role), role.substr(0, role.find('_')),
                                                  origin); // "cls"
    }
};

// --- vocabularies
// -------------------------------------------------------------------------------------------

struct ScoredTokens {
    std::vector<std::string> tokens;
    std::vector<double> scores;
    void add(const std::string& token, double score = 0) {
        tokens.push_back(token);
        scores.push_back(score);
    }
    void addPieces(const SentencePieceModel& model, std::size_t from) {
        for (std::size_t id = from; id < model.pieces.size(); ++id)
            add(model.pieces[id].text, model.pieces[id].score);
    }
};

void useUnigram(Source& source, ScoredTokens vocabulary, std::int32_t unknownId) {
    if (source.model.kind != SentencePieceModel::Kind::Unigram)
        throw UnsupportedTokenizer(ErrorKind::Format,
                                   message("tokenizer", "{0} is no unigram model, which a {1} needs.",
                                           source.origin, source.config.className()),
                                   message("tokenizer", "Save the tokenizer again with a current version of "
                                                        "Transformers: it writes tokenizer.json."));
    UnigramOptions options;
    options.unknownId = unknownId;
    source.stages.model = std::make_unique<Unigram>(Vocabulary(std::move(vocabulary.tokens), source.origin),
                                                    std::move(vocabulary.scores), options, source.origin);
}

void useOwnPieces(Source& source) {
    ScoredTokens vocabulary;
    vocabulary.addPieces(source.model, 0);
    useUnigram(source, std::move(vocabulary), source.model.unknownId);
}

// Every way to cut a token into two others is a merge, with the rank of the token's id.
std::vector<Bpe::Merge> mergesOf(const std::vector<std::string>& tokens, const Vocabulary& vocabulary) {
    struct Ranked {
        std::int32_t id;
        std::size_t leftLength, rightLength; // code points
        std::int32_t left, right;
        auto operator<=>(const Ranked&) const = default;
    };
    std::vector<Ranked> ranked;
    for (const std::string& token : tokens)
        for (std::size_t cut = 0; nextCodePoint(token, cut), cut < token.size();) {
            const auto left = std::string_view(token).substr(0, cut),
                       right = std::string_view(token).substr(cut);
            const auto leftId = vocabulary.find(left), rightId = vocabulary.find(right);
            if (leftId >= 0 && rightId >= 0)
                ranked.push_back(
                    {vocabulary.find(token), codePointCount(left), codePointCount(right), leftId, rightId});
        }
    std::sort(ranked.begin(), ranked.end());
    std::vector<Bpe::Merge> merges;
    for (const auto& merge : ranked)
        merges.emplace_back(vocabulary.token(merge.left), vocabulary.token(merge.right));
    return merges;
}

// --- what families share
// ------------------------------------------------------------------------------------

void addCharacterMap(const Source& source, std::vector<std::unique_ptr<Normalizer>>& steps) {
    if (!source.model.characterMap.empty())
        steps.push_back(std::make_unique<CharacterMap>(source.model.characterMap, source.origin));
}

void useCharacterMap(Source& source) {
    std::vector<std::unique_ptr<Normalizer>> steps;
    addCharacterMap(source, steps);
    source.stages.normalizer = sequenceOf(std::move(steps));
}

// ALBERT's and XLNet's: quotation marks, accents, case, then the model's own map.
void useQuotesAndAccents(Source& source, bool keepAccents, bool lowercase) {
    std::vector<std::unique_ptr<Normalizer>> steps;
    steps.push_back(makeReplace(Pattern::text("``"), "\""));
    steps.push_back(makeReplace(Pattern::text("''"), "\""));
    if (!keepAccents) {
        steps.push_back(makeUnicodeForm(true, false));
        steps.push_back(makeStripAccents());
    }
    if (lowercase) steps.push_back(makeLowercase());
    addCharacterMap(source, steps);
    source.stages.normalizer = sequenceOf(std::move(steps));
}

void useWords(Source& source, bool prefixSpace = true) {
    std::vector<std::unique_ptr<PreTokenizer>> steps;
    steps.push_back(makeWhitespaceSplit());
    steps.push_back(makeMetaspace(blank, prefixSpace ? PrependScheme::Always : PrependScheme::Never, true));
    source.stages.preTokenizer = sequenceOf(std::move(steps));
}

void useRobertaTemplate(Source& source) {
    source.stages.postProcessor = PostProcessor::roberta(source.id("bos_token"), source.id("eos_token"));
}

// --- families
// -----------------------------------------------------------------------------------------------

void t5(Source& source) {
    source.roles = {{"eos_token", "</s>"}, {"unk_token", "<unk>"}, {"pad_token", "<pad>"}};
    ScoredTokens vocabulary;
    vocabulary.addPieces(source.model, 0);
    const auto extra = source.config.number("extra_ids", 100);
    if (extra < 0 || extra > mostExtraIds)
        failKey(source.config.file(), "extra_ids", fmt::format("a number from 0 to {}", mostExtraIds), extra);
    for (std::int64_t i = extra - 1; i >= 0; --i) {
        const auto token = fmt::format("<extra_id_{}>", i);
        vocabulary.add(token);
        source.roles.emplace_back("", token);
    }
    useUnigram(source, std::move(vocabulary), 2);
    useCharacterMap(source);
    useWords(source);
    const auto end = source.id("eos_token");
    source.stages.postProcessor = PostProcessor(
        {{First}, {Special, 0, {end}}}, {{First}, {Special, 0, {end}}, {Second}, {Special, 0, {end}}});
}

// The ids of fairseq: its own special tokens, then the pieces without those of sentencepiece.
void xlmRoberta(Source& source) {
    source.roles = {{"bos_token", "<s>"},    {"eos_token", "</s>"},  {"unk_token", "<unk>"},
                    {"sep_token", "</s>"},   {"pad_token", "<pad>"}, {"cls_token", "<s>"},
                    {"mask_token", "<mask>"}};
    ScoredTokens vocabulary;
    for (const char* role : {"bos_token", "pad_token", "eos_token", "unk_token"})
        vocabulary.add(source.text(role));
    vocabulary.addPieces(source.model, 3);
    vocabulary.add(source.text("mask_token"));
    useUnigram(source, std::move(vocabulary), 3);
    useCharacterMap(source);
    useWords(source, source.config.flag("add_prefix_space", true));
    useRobertaTemplate(source);
}

void camembert(Source& source) {
    source.roles = {{"bos_token", "<s>"},    {"eos_token", "</s>"},  {"unk_token", "<unk>"},
                    {"sep_token", "</s>"},   {"pad_token", "<pad>"}, {"cls_token", "<s>"},
                    {"mask_token", "<mask>"}};
    ScoredTokens vocabulary;
    vocabulary.add("<s>NOTUSED");
    vocabulary.add(source.text("pad_token"));
    vocabulary.add("</s>NOTUSED");
    vocabulary.add(source.text("unk_token"));
    vocabulary.add("<unk>NOTUSED", -100);
    vocabulary.addPieces(source.model, 1);
    vocabulary.add(source.text("mask_token"));
    useUnigram(source, std::move(vocabulary), 3);
    useCharacterMap(source);
    useWords(source, source.config.flag("add_prefix_space", true));
    useRobertaTemplate(source);
}

void albert(Source& source) {
    source.roles = {{"bos_token", "[CLS]"},  {"eos_token", "[SEP]"}, {"unk_token", "<unk>"},
                    {"sep_token", "[SEP]"},  {"pad_token", "<pad>"}, {"cls_token", "[CLS]"},
                    {"mask_token", "[MASK]"}};
    useOwnPieces(source);
    useQuotesAndAccents(source, source.config.flag("keep_accents", false),
                        source.config.flag("do_lower_case", true));
    useWords(source, source.config.flag("add_prefix_space", true));
    source.stages.postProcessor = PostProcessor::bert(source.id("cls_token"), source.id("sep_token"));
}

void deberta(Source& source) {
    source.roles = {{"bos_token", "[CLS]"},  {"eos_token", "[SEP]"}, {"unk_token", "[UNK]"},
                    {"sep_token", "[SEP]"},  {"pad_token", "[PAD]"}, {"cls_token", "[CLS]"},
                    {"mask_token", "[MASK]"}};
    useOwnPieces(source);
    std::vector<std::unique_ptr<Normalizer>> steps;
    if (source.config.flag("do_lower_case", false)) steps.push_back(makeLowercase());
    steps.push_back(makeReplace(Pattern::regex("\\s{2,}|[\\n\\r\\t]", source.origin), " "));
    steps.push_back(makeUnicodeForm(false, true));
    steps.push_back(makeStrip(false, true));
    source.stages.normalizer = sequenceOf(std::move(steps));
    std::vector<std::unique_ptr<PreTokenizer>> splits;
    if (source.config.flag("split_by_punct", false)) splits.push_back(makePunctuation(Delimiter::Isolated));
    const bool always = source.config.flag("add_prefix_space", true);
    splits.push_back(makeMetaspace(blank, always ? PrependScheme::Always : PrependScheme::First, true));
    source.stages.preTokenizer = sequenceOf(std::move(splits));
    source.stages.postProcessor = PostProcessor::bert(source.id("cls_token"), source.id("sep_token"));
}

void xlnet(Source& source) {
    source.roles = {{"bos_token", "<s>"},     {"eos_token", "</s>"},  {"unk_token", "<unk>"},
                    {"sep_token", "<sep>"},   {"pad_token", "<pad>"}, {"cls_token", "<cls>"},
                    {"mask_token", "<mask>"}, {"", "<eop>"},          {"", "<eod>"}};
    useOwnPieces(source);
    useQuotesAndAccents(source, false, source.config.flag("do_lower_case", false));
    useWords(source);
    const auto sep = source.id("sep_token"), cls = source.id("cls_token");
    source.stages.postProcessor =
        PostProcessor({{First}, {Special, 0, {sep}}, {Special, 2, {cls}}},
                      {{First}, {Special, 0, {sep}}, {Second, 1}, {Special, 1, {sep}}, {Special, 2, {cls}}});
}

void llama(Source& source) {
    source.roles = {{"bos_token", "<s>"}, {"eos_token", "</s>"}, {"unk_token", "<unk>"}};
    std::vector<std::string> tokens;
    for (const auto& piece : source.model.pieces) tokens.push_back(piece.text);
    Vocabulary vocabulary(tokens, source.origin);
    const auto merges = mergesOf(tokens, vocabulary);
    BpeOptions options;
    options.fuseUnknown = options.byteFallback = true;
    source.stages.model = std::make_unique<Bpe>(std::move(vocabulary), merges, options, source.origin);
    const auto scheme = source.config.flag("legacy", false) ? PrependScheme::Always : PrependScheme::First;
    source.stages.preTokenizer = makeMetaspace(
        blank, source.config.flag("add_prefix_space", true) ? scheme : PrependScheme::Never, false);
    std::vector<std::int32_t> before, behind;
    if (source.config.flag("add_bos_token", true)) before.push_back(source.id("bos_token"));
    if (source.config.flag("add_eos_token", false)) behind.push_back(source.id("eos_token"));
    source.stages.postProcessor =
        PostProcessor({{Special, 0, before}, {First}, {Special, 0, behind}}, {{Special, 0, before},
                                                                              {First},
                                                                              {Special, 0, behind},
                                                                              {Special, 1, before},
                                                                              {Second, 1},
                                                                              {Special, 1, behind}});
}

constexpr struct {
    const char* name; // of the tokenizer's class
    void (*build)(Source&);
} families[] = {
    {"T5Tokenizer", t5},         {"XLMRobertaTokenizer", xlmRoberta}, {"CamembertTokenizer", camembert},
    {"AlbertTokenizer", albert}, {"DebertaV2Tokenizer", deberta},     {"XLNetTokenizer", xlnet},
    {"LlamaTokenizer", llama}};

// Control pieces and those that users defined are looked for in the text itself.
std::vector<AddedToken> addedTokensOf(const Source& source) {
    Roles roles = source.roles;
    for (const auto& piece : source.model.pieces)
        if (piece.type == Type::Control || piece.type == Type::UserDefined)
            roles.emplace_back("", piece.text);
    return source.config.addedTokens(roles, source.stages.model->vocabulary(),
                                     TokenizerConfig::Missing::Appended);
}

} // namespace

std::unique_ptr<Tokenizer> tokenizerFromSentencePiece(const std::filesystem::path& file) {
    const TokenizerConfig config(file.parent_path());
    const auto* family = std::find_if(std::begin(families), std::end(families),
                                      [&](const auto& f) { return config.className() == f.name; });
    if (family == std::end(families)) failUnknownClass(config);
    Source source{config, SentencePieceModel::read(file), file.string()};
    family->build(source);
    source.stages.decoder = makeMetaspaceDecoder("▁", true);
    source.stages.addedTokens = addedTokensOf(source);
    config.apply(source.stages);
    return std::make_unique<Pipeline>(std::move(source.stages), source.origin);
}

} // namespace espalier
