// BERT's: words at blanks, punctuation and Chinese characters each by itself, "##" before what goes on with a
// word.
#include "core/tokenizer/training/BpeTrainer.h"
#include "core/tokenizer/training/VocabularyKind.h"

#include <algorithm>

namespace espalier {

namespace {

constexpr std::string_view prefix = "##";
constexpr int longestWord = 100; // characters; as BERT's

Json stages(const VocabularyKind& kind, const VocabularySettings& settings) {
    return {{"normalizer",
             {{"type", "BertNormalizer"},
              {"clean_text", true},
              {"handle_chinese_chars", true},
              {"strip_accents", nullptr}, // as lowercase
              {"lowercase", settings.lowercase}}},
            {"pre_tokenizer", {{"type", "BertPreTokenizer"}}},
            {"post_processor", kind.templates({"sep_token"}, 1)},
            {"decoder", {{"type", "WordPiece"}, {"prefix", prefix}, {"cleanup", true}}}};
}

TrainedPieces train(std::span<const CountedWord> words, const PieceTraining& training) {
    BpeTraining bpe{training, std::string(prefix), {}};
    TrainedPieces trained{trainBpe(words, bpe).tokens, {}};
    Json vocabulary = Json::object();
    for (const auto& token : trained.tokens) vocabulary[token] = vocabulary.size();
    trained.model = {{"type", "WordPiece"},
                     {"unk_token", "[UNK]"},
                     {"continuing_subword_prefix", prefix},
                     {"max_input_chars_per_word", longestWord},
                     {"vocab", std::move(vocabulary)}};
    return trained;
}

Json config(const VocabularySettings& settings) {
    return {{"tokenizer_class", "BertTokenizer"},
            {"do_lower_case", settings.lowercase},
            {"strip_accents", nullptr},
            {"tokenize_chinese_chars", true},
            {"clean_up_tokenization_spaces", true}};
}

std::vector<std::pair<std::string, std::string>> files(const std::vector<std::string>& tokens) {
    std::string lines;
    for (const auto& token : tokens) lines += token + "\n";
    return {{"vocab.txt", std::move(lines)}};
}

std::string text(std::string_view token) {
    if (token.starts_with(prefix) && token.size() > prefix.size())
        return std::string(token.substr(prefix.size()));
    return std::string(" ").append(token);
}

} // namespace

extern const VocabularyKind wordPieceKind{
    .name = "wordpiece",
    .what = "as BERT's",
    .roles = {{"pad_token", "[PAD]"},
              {"unk_token", "[UNK]"},
              {"cls_token", "[CLS]"},
              {"sep_token", "[SEP]"},
              {"mask_token", "[MASK]"}},
    .typeIds = true,
    .stages = stages,
    .furtherCuts = nullptr,
    .train = train,
    .config = config,
    .files = files,
    .text = text,
};

} // namespace espalier
