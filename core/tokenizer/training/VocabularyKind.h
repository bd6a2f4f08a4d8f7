#pragma once
// The kinds of vocabularies that can be trained. A further one is one file in kinds/ and one line in
// VocabularyKind.cpp.
#include "core/base/Json.h"
#include "core/tokenizer/PreTokenizer.h"
#include "core/tokenizer/training/Training.h"
#include "core/tokenizer/training/WordTable.h"

#include <memory>
#include <span>

namespace espalier {

struct VocabularySettings {
    std::string kind = "wordpiece";
    std::int32_t size = 8000;      // with the special tokens
    bool lowercase = false;        // upper case counts as lower case
    std::int64_t minFrequency = 2; // of what becomes a piece
    std::int32_t alphabet = 0;     // at most so many characters, the most frequent; 0: all
    int threads = 0;               // 0: all
};

struct TrainedPieces {
    std::vector<std::string> tokens; // by id, the special ones first
    Json model;                      // "model" of tokenizer.json
};

struct VocabularyKind {
    const char* name; // "wordpiece"
    const char* what; // for people
    // Special tokens by their roles in tokenizer_config.json; their ids are the order in which they come
    // first.
    std::vector<std::pair<std::string, std::string>> roles;
    bool typeIds; // whether the models that usually have it tell two texts apart by token types
    // "normalizer", "pre_tokenizer", "post_processor" and "decoder" of tokenizer.json.
    Json (*stages)(const VocabularyKind& kind, const VocabularySettings& settings);
    // Cuts the pre-tokeniser's words further, for training alone; null: nothing does.
    std::unique_ptr<PreTokenizer> (*furtherCuts)();
    TrainedPieces (*train)(std::span<const CountedWord> words, const PieceTraining& training);
    // What tokenizer_config.json says beside the special tokens.
    Json (*config)(const VocabularySettings& settings);
    // Files beside tokenizer.json, by name; null: none.
    std::vector<std::pair<std::string, std::string>> (*files)(const std::vector<std::string>& tokens);
    // A token as it stands in a text, with a blank before it where it begins a word: " the", "ing". May hold
    // part of a character.
    std::string (*text)(std::string_view token);

    std::vector<std::string> specialTokens() const; // by id
    Json idOf(const std::string& role) const;       // ["[SEP]", 3]
    // TemplateProcessing: first A last, and first A between… B last, where the second part has this type id.
    Json templates(const std::vector<std::string>& between, int secondType) const;
};

const std::vector<const VocabularyKind*>& vocabularyKinds();
// Throws Error(Usage) that lists the kinds there are.
const VocabularyKind& vocabularyKindNamed(const std::string& name);

} // namespace espalier
