// A BERT tokenizer from the files of before tokenizer.json: vocab.txt and tokenizer_config.json.
#include "core/base/Files.h"
#include "core/base/Text.h"
#include "core/tokenizer/BertNormalizer.h"
#include "core/tokenizer/BertPreTokenizer.h"
#include "core/tokenizer/Loading.h"
#include "core/tokenizer/TokenizerConfig.h"
#include "core/tokenizer/WordPiece.h"

#include <algorithm>

namespace espalier {

namespace {

constexpr const char* bertClasses[] = {"BertTokenizer",       "DistilBertTokenizer", "ElectraTokenizer",
                                       "MobileBertTokenizer", "ConvBertTokenizer",   "SqueezeBertTokenizer",
                                       "LayoutLMTokenizer",   "LxmertTokenizer",     "RetriBertTokenizer"};

void requireBertClass(const TokenizerConfig& config) {
    std::string name = config.text("tokenizer_class", "BertTokenizer");
    if (name.ends_with("Fast")) name.resize(name.size() - 4);
    if (std::find(std::begin(bertClasses), std::end(bertClasses), name) != std::end(bertClasses)) return;
    throw UnsupportedTokenizer(
        ErrorKind::Format,
        message("tokenizer", "{0}: the tokenizer class \"{1}\" is not supported without a tokenizer.json.",
                config.file(), name),
        message(
            "tokenizer",
            "Save the tokenizer again with a current version of Transformers: it writes tokenizer.json."));
}

// Lines end at \n only: a vocabulary may hold other line separators as tokens.
std::vector<std::string> readTokens(const fs::path& file) {
    const MappedFile mapped(file);
    std::string_view rest = mapped.bytes();
    if (!isValidUtf8(rest))
        throw Error(ErrorKind::Format, message("tokenizer", "{0} is not valid UTF-8.", file.string()));
    std::vector<std::string> tokens;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        std::string_view line = rest.substr(0, end);
        if (line.ends_with('\r')) line.remove_suffix(1);
        tokens.emplace_back(line);
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return tokens;
}

BertNormalizerOptions normalizerOptions(const TokenizerConfig& config) {
    BertNormalizerOptions options;
    options.lowercase = config.flag("do_lower_case", true);
    options.stripAccents = config.flag("strip_accents", options.lowercase);
    options.spaceIdeographs = config.flag("tokenize_chinese_chars", true);
    return options;
}

} // namespace

std::unique_ptr<Tokenizer> tokenizerFromVocabulary(const fs::path& folder) {
    const TokenizerConfig config(folder);
    requireBertClass(config);
    const fs::path file = folder / "vocab.txt";
    const std::string origin = file.string();

    WordPieceOptions options;
    options.unknown = config.specialToken("unk_token", "[UNK]");
    auto model = std::make_unique<WordPiece>(Vocabulary(readTokens(file), origin), options, origin);
    const Vocabulary& vocabulary = model->vocabulary();
    const auto idOf = [&](const char* role, const char* usual, const char* what) {
        return vocabulary.require(config.specialToken(role, usual), what, origin);
    };

    Stages stages;
    stages.normalizer = std::make_unique<BertNormalizer>(normalizerOptions(config));
    stages.preTokenizer = std::make_unique<BertPreTokenizer>();
    stages.postProcessor = PostProcessor::bert(idOf("cls_token", "[CLS]", "classification"),
                                               idOf("sep_token", "[SEP]", "separator"));
    stages.addedTokens = config.addedTokens({{"unk_token", "[UNK]"},
                                             {"sep_token", "[SEP]"},
                                             {"pad_token", "[PAD]"},
                                             {"cls_token", "[CLS]"},
                                             {"mask_token", "[MASK]"},
                                             {"bos_token", ""},
                                             {"eos_token", ""}},
                                            vocabulary);
    stages.model = std::move(model);
    config.apply(stages);
    return std::make_unique<Pipeline>(std::move(stages), origin);
}

} // namespace espalier
