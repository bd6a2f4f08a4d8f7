#include "core/tokenizer/training/VocabularyTraining.h"

#include "core/base/Files.h"
#include "core/base/Parallel.h"
#include "core/tokenizer/normalizers/Normalizers.h"
#include "core/tokenizer/pretokenizers/PreTokenizers.h"

namespace espalier {

namespace {

constexpr const char* origin = "tokenizer.json";

VocabularySettings checked(VocabularySettings settings) {
    const auto refuse = [](const Message& what, const Message& remedy) {
        throw Error(ErrorKind::Usage, what, remedy);
    };
    constexpr std::int32_t most = 1'000'000;
    const auto orMore = message("tokenizer", "Give 0 for all of them, or more.");
    if (settings.size < 1 || settings.size > most)
        refuse(message("tokenizer", "A vocabulary of {0} pieces can't be trained.", settings.size),
               message("tokenizer", "Ask for 1 to {0}.", most));
    if (settings.minFrequency < 1)
        refuse(message("tokenizer", "A piece can't be one for occurring {0} times.", settings.minFrequency),
               message("tokenizer", "Ask for 1 or more."));
    if (settings.alphabet < 0)
        refuse(message("tokenizer", "A vocabulary can't have {0} characters.", settings.alphabet), orMore);
    if (settings.threads < 0)
        refuse(message("tokenizer", "{0} threads can't train a vocabulary.", settings.threads), orMore);
    if (settings.threads == 0) settings.threads = hardwareThreads();
    return settings;
}

std::unique_ptr<PreTokenizer> trainingCuts(const VocabularyKind& kind, const Json& tokenizer) {
    auto own = preTokenizerFromJson(memberOf(tokenizer, "pre_tokenizer"), origin);
    if (!kind.furtherCuts) return own;
    std::vector<std::unique_ptr<PreTokenizer>> steps;
    steps.push_back(std::move(own));
    steps.push_back(kind.furtherCuts());
    return sequenceOf(std::move(steps));
}

Json addedTokens(const VocabularyKind& kind) {
    Json added = Json::array();
    for (const auto& token : kind.specialTokens())
        added.push_back({{"id", added.size()},
                         {"content", token},
                         {"single_word", false},
                         {"lstrip", token == "<mask>"}, // as RoBERTa's: it takes the blank before it
                         {"rstrip", false},
                         {"normalized", false},
                         {"special", true}});
    return added;
}

} // namespace

VocabularyTraining::VocabularyTraining(const VocabularySettings& settings, StopToken stop,
                                       std::size_t mostBytes)
    : settings_(checked(settings)), kind_(vocabularyKindNamed(settings_.kind)), stop_(std::move(stop)),
      tokenizer_(kind_.stages(kind_, settings_)),
      counter_(normalizerFromJson(memberOf(tokenizer_, "normalizer"), origin),
               trainingCuts(kind_, tokenizer_), settings_.threads, stop_, mostBytes) {}

void VocabularyTraining::add(std::string_view text) {
    counter_.add(text);
}

TrainedVocabulary VocabularyTraining::finish(const TrainingProgress& progress) {
    const WordCounts counts = counter_.finish();
    if (counts.table.size() == 0)
        throw Error(
            ErrorKind::Data,
            message("tokenizer", "There is no word in the {0} texts: nothing to train on.", counts.texts),
            message("tokenizer", "Choose another column, or other texts."));
    PieceTraining training;
    training.size = settings_.size;
    training.specialTokens = kind_.specialTokens();
    training.minFrequency = settings_.minFrequency;
    training.alphabet = settings_.alphabet;
    training.threads = settings_.threads;
    training.progress = progress;
    training.stop = stop_;
    auto [tokens, model] = kind_.train(counts.table.sorted(), training);

    TrainedVocabulary trained{settings_, std::move(tokens), std::move(tokenizer_)};
    trained.texts = counts.texts;
    trained.words = counts.words;
    trained.differentWords = static_cast<std::int64_t>(counts.table.size());
    trained.sawAll = counts.complete;
    trained.tokenizer["version"] = "1.0";
    trained.tokenizer["truncation"] = nullptr;
    trained.tokenizer["padding"] = nullptr;
    trained.tokenizer["added_tokens"] = addedTokens(kind_);
    trained.tokenizer["model"] = std::move(model);
    return trained;
}

void writeVocabulary(const TrainedVocabulary& vocabulary, const fs::path& folder, std::int64_t maxLength,
                     bool typeIds) {
    const auto& kind = vocabularyKindNamed(vocabulary.settings.kind);
    Json roles = Json::object();
    for (const auto& [role, token] : kind.roles) roles[role] = token;
    Json config = kind.config(vocabulary.settings);
    config.update(roles);
    config["model_input_names"] =
        typeIds ? Json{"input_ids", "token_type_ids", "attention_mask"} : Json{"input_ids", "attention_mask"};
    if (maxLength > 0) config["model_max_length"] = maxLength;
    const auto write = [&](const std::string& name, const Json& json) {
        writeFileAtomically(folder / name, json.dump(1) + "\n");
    };
    write("tokenizer.json", vocabulary.tokenizer);
    write("tokenizer_config.json", config);
    write("special_tokens_map.json", roles);
    if (!kind.files) return;
    for (const auto& [name, bytes] : kind.files(vocabulary.tokens)) writeFileAtomically(folder / name, bytes);
}

void saveVocabulary(const TrainedVocabulary& vocabulary, const fs::path& folder) {
    std::error_code ignored;
    if (fs::exists(folder) && (!fs::is_directory(folder) || !fs::is_empty(folder, ignored)))
        throw Error(ErrorKind::File,
                    message("tokenizer", "{0} exists already and is not empty.", folder.string()),
                    message("tokenizer", "Choose another folder, or empty this one first."));
    if (folder.has_parent_path()) fs::create_directories(folder.parent_path(), ignored);
    const auto& kind = vocabularyKindNamed(vocabulary.settings.kind);
    buildFolderAtomically(
        folder, [&](const fs::path& place) { writeVocabulary(vocabulary, place, 0, kind.typeIds); });
}

} // namespace espalier
