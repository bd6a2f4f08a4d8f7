#pragma once
// Where checkpoints live and what can be said of one without loading its weights.
#include "core/base/Message.h"
#include "core/model/Anatomy.h"

#include <filesystem>
#include <optional>

namespace espalier {

class Tokenizer;
struct ModelConfig;

struct ModelInfo {
    std::string name; // folder name
    std::filesystem::path folder;
    std::string family;     // "bert"
    std::string familyTitle; // "BERT"
    std::string language;   // ISO codes from the model card, "" where it does not say
    std::string license;    // likewise
    std::string summary;    // first sentence of the model card, likewise
    std::int64_t bytes = 0; // of the weights on disk
    std::int64_t hiddenSize = 0, vocabularySize = 0, maxLength = 0;
    std::vector<std::string> labels; // of a fine-tuned classifier, else empty
    Anatomy anatomy;                 // with a head for max(2, labels) classes
    Message problem, remedy;         // why it can't be used, and what to do; empty where it can
};

// $ESPALIER_MODELS where set, else $XDG_DATA_HOME/espalier/models; the Hugging Face cache is read too.
std::vector<std::filesystem::path> modelRoots();

// Every folder with a config.json below the roots, by name; unusable ones carry their problem.
std::vector<ModelInfo> listModels(const std::vector<std::filesystem::path>& roots = modelRoots());

// A folder, or a name in the library. Throws Error(File) that lists the names there are.
std::filesystem::path resolveModel(const std::string& nameOrFolder);

// Reads config.json and the weights' header. Throws Error for a folder that is no usable model. With labels >
// 0 the anatomy's head has that many classes.
ModelInfo describeModel(const std::filesystem::path& folder, std::int64_t labels = 0);

// Throws Error(Mismatch) naming `folder` where the tokenizer can give ids for which the model has no
// embedding.
void checkTokenizerFits(const Tokenizer& tokenizer, const ModelConfig& config,
                        const std::filesystem::path& folder);

} // namespace espalier
