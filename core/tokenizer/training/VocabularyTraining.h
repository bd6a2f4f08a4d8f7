#pragma once
// A vocabulary of one's own: texts in, a tokenizer's folder out.
#include "core/tokenizer/training/VocabularyKind.h"
#include "core/tokenizer/training/WordCounter.h"

#include <filesystem>

namespace espalier {

struct TrainedVocabulary {
    VocabularySettings settings;
    std::vector<std::string> tokens; // by id
    Json tokenizer;                  // tokenizer.json
    std::int64_t texts = 0, words = 0, differentWords = 0;
    bool sawAll = true; // false: WordCounts::complete

    // False: the texts have no more pieces, the vocabulary is smaller than was asked for.
    bool isFull() const { return static_cast<std::int32_t>(tokens.size()) == settings.size; }
};

class VocabularyTraining {
public:
    // Throws Error(Usage) for settings that can't be.
    explicit VocabularyTraining(const VocabularySettings& settings, StopToken stop = {},
                                std::size_t mostBytes = WordCounter::usualLimit);

    void add(std::string_view text); // UTF-8, only read now. Throws Stopped
    // To be called once. Throws Error(Data) where the texts hold no word, Error(Usage) where the size has no
    // room for what must be there, Stopped.
    TrainedVocabulary finish(const TrainingProgress& progress = {});

private:
    VocabularySettings settings_;
    const VocabularyKind& kind_;
    StopToken stop_;
    Json tokenizer_;
    WordCounter counter_;
};

// tokenizer.json, tokenizer_config.json, special_tokens_map.json and what else the kind has, into an existing
// folder. maxLength: of the model it is for, 0 for none. typeIds: whether the model has token types.
void writeVocabulary(const TrainedVocabulary& vocabulary, const std::filesystem::path& folder,
                     std::int64_t maxLength, bool typeIds);

// The same as a new folder, whole or not at all. Throws Error(File) where it exists and is not empty.
void saveVocabulary(const TrainedVocabulary& vocabulary, const std::filesystem::path& folder);

} // namespace espalier
