#pragma once
// config.json of an encoder, in the project's own words. Each family reads its own keys into it.
#include "core/base/Json.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace espalier {

struct ModelConfig {
    std::string modelType; // "bert"
    std::int64_t hiddenSize = 0;
    std::int64_t blocks = 0;
    std::int64_t blockGroups = 0; // of blocks that share their weights; 0: none do
    std::int64_t heads = 0;
    std::int64_t headWidth = 0;     // where it is not hiddenSize / heads
    std::int64_t keyValueHeads = 0; // where several heads share keys and values; 0: none do
    std::int64_t intermediateSize = 0;
    std::int64_t decoderBlocks = 0, decoderHeads = 0,
                 decoderIntermediateSize = 0; // of a model that reads and writes
    std::int64_t vocabularySize = 0;
    std::int64_t maxPositions = 0;  // rows of the table of positions; 0: positions have no table
    std::int64_t firstPosition = 0; // the row of a text's first token
    bool positionTable = true;      // false: maxPositions is a mere limit
    std::int64_t typeVocabularySize = 0;
    std::int64_t distanceBuckets = 0; // of attention by distance
    // Positions are rows by distance, with which queries and maybe keys are multiplied: AttentionSettings.
    bool queriesMeetDistances = false, keysMeetDistances = false;
    std::int64_t embeddingSize = 0; // where it may differ from hiddenSize
    std::string activation;
    double normEpsilon = 0;
    double hiddenDropout = 0;
    double embeddingDropout = 0; // where it is not hiddenDropout
    double attentionDropout = 0;
    double classifierDropout = 0;
    double initializerRange = 0;
    std::string pooling = "auto";    // Pooling.h; "auto": the family's own
    std::string tokenHead;           // the task of a head over every token; empty: one over each text
    std::vector<std::string> labels; // of a fine-tuned classifier, by index; else empty
    Json json;                       // the whole file, kept for export

    std::int64_t headSize() const { return headWidth > 0 ? headWidth : hiddenSize / heads; }
    // How many tokens of a text the model can read; noLimit where nothing says so.
    static constexpr std::int64_t noLimit = 1 << 20;
    std::int64_t maxLength() const { return maxPositions > 0 ? maxPositions - firstPosition : noLimit; }
};

// Throws Error(Format) where a value is missing, of the wrong type, absurd, or contradicts another.
ModelConfig readConfig(const std::filesystem::path& folder);

// The labels of a classifier's config.json by index; none where no architecture ends so:
// "ForTokenClassification".
std::vector<std::string> labelsIn(const Json& json, std::string_view architectureEnd,
                                  const std::string& origin);

// What every family checks: sizes that are positive, bounded and fit together.
void checkSizes(const ModelConfig& config, const std::string& origin);

// config.json for a head over these labels: the source's keys, with the head's put in, and the task's.
Json classifierConfig(const ModelConfig& source, const std::vector<std::string>& labels, const Json& task);

} // namespace espalier
