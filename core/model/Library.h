#pragma once
// Where checkpoints live and what can be said of one without loading its weights.
#include "core/base/Message.h"
#include "core/model/Anatomy.h"
#include "core/model/ModelRoots.h"

#include <filesystem>
#include <optional>

namespace espalier {

class Tokenizer;
struct ModelConfig;

struct ModelInfo {
    std::string name; // by which resolveModel finds it: NAME, ORG/NAME or ORG/NAME@REVISION; a run's own
    std::filesystem::path folder;
    std::string family;      // "bert"
    std::string familyTitle; // "BERT"
    std::string language;    // ISO codes from the model card, "" where it does not say
    std::string license;     // likewise
    std::string summary;     // first sentence of the model card, likewise
    std::int64_t bytes = 0;  // of the weights on disk
    std::int64_t hiddenSize = 0, vocabularySize = 0, maxLength = 0;
    std::vector<std::string> labels; // of a fine-tuned classifier, else empty
    Anatomy anatomy;                 // with a head for max(2, labels) classes
    Message problem, remedy;         // why it can't be used, and what to do; empty where it can
};

// Every folder with a config.json below the roots, by name; unusable ones carry their problem. Of a model in
// the Hugging Face cache the revision "main" has the plain name.
std::vector<ModelInfo> listModels(const std::vector<std::filesystem::path>& roots = modelRoots());

// A run's best/ folder, or the folder itself. Throws Error(File) for a run that has kept no model.
std::filesystem::path modelFolderOf(const std::filesystem::path& runOrModel);

// A folder, of a run, too, or a name in the library. Throws Error(File) that lists the names there are.
std::filesystem::path resolveModel(const std::string& nameOrFolder);

// Reads config.json and the weights' header. Throws Error for a folder that is no usable model. With labels >
// 0 the anatomy's head has that many classes.
ModelInfo describeModel(const std::filesystem::path& folder, std::int64_t labels = 0);

// What a config.json's model_type stands for.
struct FamilyFacts {
    std::string title;       // "BERT"; "" where it is not supported
    Message problem, remedy; // why it can't be trained on texts and their labels; empty where it can
};
FamilyFacts describeFamily(const std::string& modelType, const std::string& origin);

// Throws Error(Mismatch) naming `folder` where the tokenizer can give ids for which the model has no
// embedding.
void checkTokenizerFits(const Tokenizer& tokenizer, const ModelConfig& config,
                        const std::filesystem::path& folder);

} // namespace espalier
