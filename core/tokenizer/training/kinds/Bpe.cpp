// RoBERTa's: GPT-2's words, letters for the 256 bytes, so that no text is unknown.
#include "core/tokenizer/training/BpeTrainer.h"

#include "core/base/Text.h"
#include "core/tokenizer/pretokenizers/PreTokenizers.h"
#include "core/tokenizer/training/VocabularyKind.h"

#include <algorithm>
#include <unordered_map>

namespace espalier {

namespace {

Json stages(const VocabularyKind& kind, const VocabularySettings& settings) {
    return {
        {"normalizer", settings.lowercase ? Json{{"type", "Lowercase"}} : Json()},
        {"pre_tokenizer",
         {{"type", "ByteLevel"}, {"add_prefix_space", false}, {"trim_offsets", true}, {"use_regex", true}}},
        {"post_processor",
         {{"type", "RobertaProcessing"},
          {"cls", kind.idOf("cls_token")},
          {"sep", kind.idOf("sep_token")},
          {"trim_offsets", true},
          {"add_prefix_space", false}}},
        {"decoder",
         {{"type", "ByteLevel"}, {"add_prefix_space", true}, {"trim_offsets", true}, {"use_regex", true}}}};
}

TrainedPieces train(std::span<const CountedWord> words, const PieceTraining& training) {
    BpeTraining bpe{training, {}, {}};
    bpe.alphabet = 0; // the bytes, of which none may be missing
    for (int byte = 0; byte < 256; ++byte) {
        std::size_t i = 0;
        bpe.initialAlphabet.push_back(nextCodePoint(byteLevelLetter(static_cast<unsigned char>(byte)), i));
    }
    auto [tokens, merges] = trainBpe(words, bpe);
    Json vocabulary = Json::object(), lines = Json::array();
    for (const auto& token : tokens) vocabulary[token] = vocabulary.size();
    // As lines: programs of before 2024 don't read pairs.
    for (const auto& [first, second] : merges) lines.push_back(first + " " + second);
    return {std::move(tokens),
            {{"type", "BPE"},
             {"dropout", nullptr},
             {"unk_token", nullptr},
             {"continuing_subword_prefix", nullptr},
             {"end_of_word_suffix", nullptr},
             {"fuse_unk", false},
             {"byte_fallback", false},
             {"ignore_merges", false},
             {"vocab", std::move(vocabulary)},
             {"merges", std::move(lines)}}};
}

Json config(const VocabularySettings&) {
    return {{"tokenizer_class", "PreTrainedTokenizerFast"},
            {"add_prefix_space", false},
            {"clean_up_tokenization_spaces", false}};
}

std::string text(std::string_view token) {
    static const auto bytes = [] {
        std::unordered_map<std::string_view, char> table;
        for (int byte = 0; byte < 256; ++byte)
            table.emplace(byteLevelLetter(static_cast<unsigned char>(byte)), static_cast<char>(byte));
        return table;
    }();
    std::string text;
    for (std::size_t i = 0; i < token.size();) {
        const std::size_t begin = i;
        nextCodePoint(token, i);
        const auto letter = bytes.find(token.substr(begin, i - begin));
        if (letter == bytes.end()) return std::string(token);
        text += letter->second;
    }
    return text;
}

} // namespace

extern const VocabularyKind bpeKind{
    .name = "bpe",
    .what = "byte-level, as RoBERTa's: no text is unknown",
    .roles = {{"bos_token", "<s>"},
              {"cls_token", "<s>"},
              {"pad_token", "<pad>"},
              {"eos_token", "</s>"},
              {"sep_token", "</s>"},
              {"unk_token", "<unk>"},
              {"mask_token", "<mask>"}},
    .typeIds = false,
    .stages = stages,
    .furtherCuts = nullptr,
    .train = train,
    .config = config,
    .files = nullptr,
    .text = text,
};

} // namespace espalier
