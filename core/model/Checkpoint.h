#pragma once
// Checkpoints on disk: an ordinary Hugging Face folder with model.safetensors.
#include "core/model/Model.h"
#include "core/tensorio/Safetensors.h"

namespace espalier {

Anatomy anatomyOf(const ModelConfig& config, std::int64_t labels);

struct LoadedModel {
    std::unique_ptr<Model> model;
    std::vector<Message> notes; // what was initialised anew or left out, for the log
};

// What a run begins with that the checkpoint hasn't.
struct ModelChanges {
    std::int64_t reinitialize = 0; // so many of the highest blocks start anew
    std::string pooling = "auto";  // Pooling.h; "auto": as the checkpoint says
};

// Float32 weights on `device`. A classifier head that
// the checkpoint lacks, or has for other labels, is initialised from `seed` and named in the notes; encoder
// weights that are missing, unexpected or mis-shaped are an Error(Mismatch) that says so. Without labels the
// checkpoint's own are taken, and then its head must be whole.
LoadedModel loadModel(const std::filesystem::path& folder, std::vector<std::string> labels,
                      const torch::Device& device, std::uint64_t seed, const ModelChanges& changes = {});

// How far every rung has moved from a checkpoint: the norm of the difference over the norm it had; below 0
// for rungs that began anew. Adapters count as what they add.
std::vector<double> driftOf(const Model& model, const std::filesystem::path& checkpoint);

// The weights file of a folder; throws Error(File) where there is none that can be read.
std::filesystem::path weightsFile(const std::filesystem::path& folder);

// Checks names and shapes of a file against what the config asks for, without reading weights. The head is
// held against `labels` where that is above 0.
void checkWeights(const SafetensorsFile& file, const ModelConfig& config);

// config.json with what it says of the task, model.safetensors and the tokenizer's files (those of `source`,
// with maxLength as the number of tokens that texts are cut to) into an existing folder.
void saveModel(const Model& model, const Json& task, const std::filesystem::path& source,
               std::int64_t maxLength, const std::filesystem::path& folder);

} // namespace espalier
