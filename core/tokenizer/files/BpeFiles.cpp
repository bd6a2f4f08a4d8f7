// Byte-level BPE tokenizers of folders that have vocab.json and merges.txt and no tokenizer.json. What each
// family adds is as in Transformers' tokenization_*.py.
#include "core/base/Files.h"
#include "core/base/Text.h"
#include "core/tokenizer/Loading.h"
#include "core/tokenizer/TokenizerConfig.h"
#include "core/tokenizer/files/Lines.h"
#include "core/tokenizer/models/Bpe.h"
#include "core/tokenizer/normalizers/Normalizers.h"
#include "core/tokenizer/pretokenizers/PreTokenizers.h"

#include <algorithm>

namespace espalier {

namespace {

using Roles = std::vector<std::pair<std::string, std::string>>;

enum class Kind { Gpt2, Roberta, Qwen2 };

constexpr struct {
    const char* name; // of the tokenizer's class
    Kind kind;
} families[] = {{"GPT2Tokenizer", Kind::Gpt2},
                {"RobertaTokenizer", Kind::Roberta},
                {"BartTokenizer", Kind::Roberta},
                {"LongformerTokenizer", Kind::Roberta},
                {"Qwen2Tokenizer", Kind::Qwen2}};

// Qwen2's words: contractions, letters, single digits, other characters with the line breaks behind them.
constexpr const char* qwen2Words =
    R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)";

Roles rolesOf(Kind kind) {
    if (kind == Kind::Roberta)
        return {{"bos_token", "<s>"},   {"eos_token", "</s>"}, {"unk_token", "<unk>"},  {"sep_token", "</s>"},
                {"pad_token", "<pad>"}, {"cls_token", "<s>"},  {"mask_token", "<mask>"}};
    return {
        {"bos_token", ""}, {"eos_token", "<|endoftext|>"}, {"unk_token", "<|endoftext|>"}, {"pad_token", ""}};
}

// "a b" a line, of which the first may name the version.
std::vector<Bpe::Merge> readMerges(const fs::path& file) {
    std::vector<Bpe::Merge> merges;
    std::size_t number = 0;
    for (const std::string& line : readLines(file)) {
        ++number;
        if (line.empty() || (merges.empty() && line.starts_with("#version"))) continue;
        const std::size_t space = line.find(' ');
        if (space == line.npos || line.find(' ', space + 1) != line.npos)
            throw Error(ErrorKind::Format,
                        message("tokenizer",
                                "{0}, line {1}: \"{2}\" is no pair of tokens with a blank between them.",
                                file.string(), number, shortened(line, 40)));
        merges.emplace_back(line.substr(0, space), line.substr(space + 1));
    }
    return merges;
}

// Without a token for each byte this is a vocabulary of another kind, and texts would lose characters.
void requireBytes(const Vocabulary& vocabulary, const std::string& origin) {
    for (int byte = 0; byte < 256; ++byte)
        if (const auto& letter = byteLevelLetter(static_cast<unsigned char>(byte));
            vocabulary.find(letter) < 0)
            throw UnsupportedTokenizer(
                ErrorKind::Format,
                message("tokenizer",
                        "{0} is no byte-level vocabulary: it has no token \"{1}\" for the byte {2}.", origin,
                        letter, byte),
                message("tokenizer",
                        "Save the tokenizer again with a current version of Transformers: it writes "
                        "tokenizer.json."));
}

} // namespace

std::unique_ptr<Tokenizer> tokenizerFromMerges(const fs::path& folder) {
    const TokenizerConfig config(folder);
    const auto name = config.className().empty() ? "GPT2Tokenizer" : config.className();
    const auto* family =
        std::find_if(std::begin(families), std::end(families), [&](const auto& f) { return name == f.name; });
    if (family == std::end(families)) failUnknownClass(config);

    const auto origin = (folder / "vocab.json").string();
    auto model = std::make_unique<Bpe>(Vocabulary::fromJson(readJson(origin), origin),
                                       readMerges(folder / "merges.txt"), BpeOptions(), origin);
    const Vocabulary& vocabulary = model->vocabulary();
    requireBytes(vocabulary, origin);
    const bool prefixSpace = config.flag("add_prefix_space", false);

    Stages stages;
    if (family->kind == Kind::Qwen2) {
        stages.normalizer = makeUnicodeForm(false, true);
        std::vector<std::unique_ptr<PreTokenizer>> steps;
        steps.push_back(makeSplit(Pattern::regex(qwen2Words, origin), Delimiter::Isolated, false));
        steps.push_back(makeByteLevel(prefixSpace, false));
        stages.preTokenizer = sequenceOf(std::move(steps));
    } else {
        stages.preTokenizer = makeByteLevel(prefixSpace, true);
    }
    if (family->kind == Kind::Roberta) {
        const auto id = [&](const char* role, const char* usual, const char* what) {
            return vocabulary.require(config.specialToken(role, usual), what, origin);
        };
        stages.postProcessor = PostProcessor::roberta(id("cls_token", "<s>", "classification"),
                                                      id("sep_token", "</s>", "separator"));
        if (config.flag("trim_offsets", true)) stages.postProcessor.trimOffsets(prefixSpace);
    }
    stages.decoder = makeByteLevelDecoder();
    stages.addedTokens =
        config.addedTokens(rolesOf(family->kind), vocabulary, TokenizerConfig::Missing::Appended);
    stages.model = std::move(model);
    config.apply(stages);
    return std::make_unique<Pipeline>(std::move(stages), origin);
}

} // namespace espalier
