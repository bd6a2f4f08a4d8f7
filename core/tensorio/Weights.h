#pragma once
// The weights of a Hugging Face folder, whatever form their files have.
#include "core/tensorio/PyTorchFile.h"
#include "core/tensorio/WeightsFiles.h"

namespace espalier {

// All files mapped into memory and checked whole; of an index, every tensor lies where it says. The entries'
// bytes live as long as this does. Errors as of findWeights, SafetensorsFile and PyTorchFile.
class Weights {
public:
    explicit Weights(const fs::path& folder);

    const std::map<std::string, TensorEntry>& tensors() const { return tensors_; }
    const std::vector<fs::path>& files() const { return found_.files; } // all that hold weights
    const fs::path& origin() const { return found_.origin; }            // the one to name in messages

    // Gives the memory of what was read back to the system. Who copies a model's tensors and does so after
    // each holds the weights once; else their files stay in memory beside the copies.
    void release(const TensorEntry& entry) const;

private:
    template<class File>
    void add(const File& file);

    WeightsFiles found_;
    std::deque<SafetensorsFile> safetensors_; // either these
    std::deque<PyTorchFile> pickles_;         // or these
    std::map<std::string, TensorEntry> tensors_;
};

} // namespace espalier
