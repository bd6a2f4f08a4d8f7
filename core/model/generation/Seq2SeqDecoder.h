#pragma once
// A model that reads a text and writes another (T5, BART), and what writes with it.
#include "core/model/Config.h"
#include "core/model/Parameters.h"
#include "core/model/families/Seq2Seq.h"
#include "core/model/generation/Generate.h"

#include <filesystem>

namespace espalier {

struct LoadedSeq2Seq {
    ModelConfig config;
    Parameters parameters; // float32
    std::unique_ptr<Seq2Seq> model;
};

// Throws Error(Mismatch) for a family that doesn't write, else as loadModel.
LoadedSeq2Seq loadSeq2Seq(const std::filesystem::path& folder, const torch::Device& device);

// The same as an ordinary Hugging Face folder: weights, and what else `source` has beside its own.
void saveSeq2Seq(const LoadedSeq2Seq& loaded, const std::filesystem::path& source,
                 const std::filesystem::path& folder);

class Seq2SeqDecoder : public Decoder {
public:
    // read: int64 ids of the text that was read. The model must outlive it.
    Seq2SeqDecoder(const LoadedSeq2Seq& loaded, const std::vector<std::int64_t>& read);

    torch::Tensor next(const torch::Tensor& ids) override;
    void reorder(const torch::Tensor& rows) override;

private:
    const LoadedSeq2Seq& loaded_;
    KeyValueCache cache_;
    ReadText read_;
};

// How the checkpoint's config wants to be written with: its start, its ends, what comes at the full length.
std::vector<std::int64_t> startOfWriting(const ModelConfig& config);
GenerationSettings generationSettingsOf(const ModelConfig& config);

} // namespace espalier
