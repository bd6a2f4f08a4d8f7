// A BERT tokenizer from the files of before tokenizer.json: vocab.txt and tokenizer_config.json.
#include "core/tokenizer/Loading.h"
#include "core/tokenizer/TokenizerConfig.h"
#include "core/tokenizer/files/Lines.h"
#include "core/tokenizer/models/WordPiece.h"
#include "core/tokenizer/normalizers/BertNormalizer.h"
#include "core/tokenizer/pretokenizers/BertPreTokenizer.h"

#include <algorithm>

namespace espalier {

namespace {

constexpr const char* bertClasses[] = {"BertTokenizer",       "DistilBertTokenizer", "ElectraTokenizer",
                                       "MobileBertTokenizer", "ConvBertTokenizer",   "SqueezeBertTokenizer",
                                       "LayoutLMTokenizer",   "LxmertTokenizer",     "RetriBertTokenizer"};

void requireBertClass(const TokenizerConfig& config) {
    const auto name = config.className();
    const bool known =
        std::find(std::begin(bertClasses), std::end(bertClasses), name) != std::end(bertClasses);
    if (!name.empty() && !known) failUnknownClass(config);
}

BertNormalizerOptions normalizerOptions(const TokenizerConfig& config) {
    BertNormalizerOptions options;
    options.lowercase = config.flag("do_lower_case", true);
    options.stripAccents = config.flag("strip_accents", options.lowercase);
    options.spaceIdeographs = config.flag("tokenize_chinese_chars", true);
    return options;
}

} // namespace

std::unique_ptr<Tokenizer> tokenizerFromVocabulary(const std::filesystem::path& folder) {
    const TokenizerConfig config(folder);
    requireBertClass(config);
    const std::filesystem::path file = folder / "vocab.txt";
    const std::string origin = file.string();

    WordPieceOptions options;
    options.unknown = config.specialToken("unk_token", "[UNK]");
    auto model = std::make_unique<WordPiece>(Vocabulary(readLines(file), origin), options, origin);
    const Vocabulary& vocabulary = model->vocabulary();
    const auto idOf = [&](const char* role, const char* usual, const char* what) {
        return vocabulary.require(config.specialToken(role, usual), what, origin);
    };

    Stages stages;
    stages.normalizer = std::make_unique<BertNormalizer>(normalizerOptions(config));
    stages.preTokenizer = std::make_unique<BertPreTokenizer>();
    stages.postProcessor = PostProcessor::bert(idOf("cls_token", "[CLS]", "classification"),
                                               idOf("sep_token", "[SEP]", "separator"));
    stages.decoder = makeWordPieceDecoder("##", config.flag("clean_up_tokenization_spaces", true));
    stages.addedTokens = config.addedTokens({{"unk_token", "[UNK]"},
                                             {"sep_token", "[SEP]"},
                                             {"pad_token", "[PAD]"},
                                             {"cls_token", "[CLS]"},
                                             {"mask_token", "[MASK]"},
                                             {"bos_token", ""},
                                             {"eos_token", ""}},
                                            vocabulary, TokenizerConfig::Missing::LeftOut);
    stages.model = std::move(model);
    config.apply(stages);
    return std::make_unique<Pipeline>(std::move(stages), origin);
}

} // namespace espalier
