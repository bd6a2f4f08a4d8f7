#pragma once
// A run as an ordinary Hugging Face folder that AutoModelForSequenceClassification and AutoTokenizer load.
#include "core/train/Run.h"

namespace espalier {

struct ExportProof {
    std::int64_t texts = 0;       // test examples that were run again through the exported folder
    double largestDifference = 0; // of any probability
    double accuracy = 0;          // through the exported folder
};

// config.json with id2label, model.safetensors, tokenizer files, README.md (the model card), MANIFEST.json.
// The folder exists whole or not at all; an existing non-empty one is refused with Error(File).
void exportHuggingFace(const std::filesystem::path& run, const std::filesystem::path& target,
                       const std::string& modelCard = {});

// Opens the exported folder again and runs `examples` through it and through the run.
ExportProof proveExport(const std::filesystem::path& run, const std::filesystem::path& target,
                        std::span<const Example> examples, const StopToken& stop = {});

// Markdown with YAML front matter, from the run's recipe and results; a person may edit it.
std::string modelCardFor(const std::filesystem::path& run);

} // namespace espalier
