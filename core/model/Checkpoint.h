#pragma once
// Checkpoints on disk: an ordinary Hugging Face folder.
#include "core/model/Model.h"

namespace espalier {

struct LoadedModel {
    std::unique_ptr<Model> model;
    std::vector<Message> notes; // what was initialised anew or left out, for the log
};

// What a run begins with that the checkpoint hasn't.
struct ModelChanges {
    std::int64_t reinitialize = 0; // so many of the highest blocks start anew
    std::string pooling = "auto";  // Pooling.h; "auto": as the checkpoint says
    std::string tokenHead = {};    // a head over every token in place of one over each text (TokenHead.h)
};

// Float32 weights on `device`. A classifier head that
// the checkpoint lacks, or has for other labels, is initialised from `seed` and named in the notes; encoder
// weights that are missing, unexpected or mis-shaped are an Error(Mismatch) that says so. Without labels the
// checkpoint's own are taken, and then its head must be whole.
LoadedModel loadModel(const std::filesystem::path& folder, std::vector<std::string> labels,
                      const torch::Device& device, std::uint64_t seed, const ModelChanges& changes = {});

// model.safetensors of all parameters, adapters merged, in float32.
void saveWeights(const Parameters& parameters, const std::filesystem::path& folder);

// SHA-256 of the file with the weights; of several files, that of their hashes.
std::string hashOfWeights(const std::filesystem::path& folder);

// config.json with what it says of the task, model.safetensors and the tokenizer's files (those of `source`,
// with maxLength as the number of tokens that texts are cut to) into an existing folder.
void saveModel(const Model& model, const Json& task, const std::filesystem::path& source,
               std::int64_t maxLength, const std::filesystem::path& folder);

} // namespace espalier
