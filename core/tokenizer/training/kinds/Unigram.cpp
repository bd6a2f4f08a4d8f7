// XLM-RoBERTa's: words at blanks, which a "▁" stands for, and of all cuts the likeliest.
#include "core/base/Text.h"
#include "core/tokenizer/training/ScriptRuns.h"
#include "core/tokenizer/training/UnigramTrainer.h"
#include "core/tokenizer/training/VocabularyKind.h"

#include <algorithm>
#include <cmath>

namespace espalier {

namespace {

constexpr std::string_view mark = "▁";

// NFKC stands for the tables that sentencepiece brings with its models.
Json stages(const VocabularyKind& kind, const VocabularySettings& settings) {
    const Json form{{"type", "NFKC"}};
    const Json words{
        {"type", "Metaspace"}, {"replacement", mark}, {"prepend_scheme", "always"}, {"split", true}};
    return {{"normalizer",
             settings.lowercase
                 ? Json{{"type", "Sequence"}, {"normalizers", Json::array({form, {{"type", "Lowercase"}}})}}
                 : form},
            {"pre_tokenizer",
             {{"type", "Sequence"}, {"pretokenizers", Json::array({{{"type", "WhitespaceSplit"}}, words})}}},
            {"post_processor", kind.templates({"sep_token", "sep_token"}, 0)},
            {"decoder", words}};
}

// To ten digits behind the point: the reference reads longer numbers a last bit off, and then "!" "!!!!" and
// "!!!!" "!", which are equally likely, are not for both of us.
double rounded(double score) {
    return std::round(score * 1e10) / 1e10;
}

TrainedPieces train(std::span<const CountedWord> words, const PieceTraining& training) {
    TrainedPieces trained{training.specialTokens, {}};
    Json vocabulary = Json::array();
    for (const auto& token : trained.tokens) vocabulary.push_back({token, 0.0});
    for (const auto& piece : trainUnigram(words, UnigramTraining{training})) {
        trained.tokens.push_back(piece.text);
        vocabulary.push_back({piece.text, rounded(piece.score)});
    }
    const auto unknown = std::find(trained.tokens.begin(), trained.tokens.end(), "<unk>");
    trained.model = {{"type", "Unigram"},
                     {"unk_id", unknown - trained.tokens.begin()},
                     {"byte_fallback", false},
                     {"vocab", std::move(vocabulary)}};
    return trained;
}

Json config(const VocabularySettings&) {
    return {{"tokenizer_class", "PreTrainedTokenizerFast"}, {"clean_up_tokenization_spaces", false}};
}

std::string text(std::string_view token) {
    if (!token.starts_with(mark)) return std::string(token);
    return std::string(" ").append(token.substr(mark.size()));
}

} // namespace

extern const VocabularyKind unigramKind{
    .name = "unigram",
    .what = "as XLM-RoBERTa's; for texts without blanks between words, too",
    .roles = {{"bos_token", "<s>"},
              {"cls_token", "<s>"},
              {"pad_token", "<pad>"},
              {"eos_token", "</s>"},
              {"sep_token", "</s>"},
              {"unk_token", "<unk>"},
              {"mask_token", "<mask>"}},
    .typeIds = false,
    .stages = stages,
    .furtherCuts = makeScriptRuns,
    .train = train,
    .config = config,
    .files = nullptr,
    .text = text,
};

} // namespace espalier
