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
    std::int64_t heads = 0;
    std::int64_t intermediateSize = 0;
    std::int64_t vocabularySize = 0;
    std::int64_t maxPositions = 0;
    std::int64_t typeVocabularySize = 0;
    std::int64_t embeddingSize = 0; // where it may differ from hiddenSize
    std::string activation;
    double normEpsilon = 0;
    double hiddenDropout = 0;
    double attentionDropout = 0;
    double classifierDropout = 0;
    double initializerRange = 0;
    std::string pooling = "auto";    // Pooling.h; "auto": the family's own
    std::vector<std::string> labels; // of a fine-tuned classifier, by index; else empty
    Json json;                       // the whole file, kept for export

    std::int64_t headSize() const { return hiddenSize / heads; }
};

// Throws Error(Format) where a value is missing, of the wrong type, absurd, or contradicts another.
ModelConfig readConfig(const std::filesystem::path& folder);

// What every family checks: sizes that are positive, bounded and fit together.
void checkSizes(const ModelConfig& config, const std::string& origin);

// config.json for a head over these labels: the source's keys, with the head's put in, and the task's.
Json classifierConfig(const ModelConfig& source, const std::vector<std::string>& labels, const Json& task);

} // namespace espalier
