#pragma once
// Which files of a Hugging Face folder hold its weights, before one of them is opened.
#include "core/base/Files.h"

#include <map>
#include <vector>

namespace espalier {

struct WeightsFiles {
    fs::path origin;          // the file that stands for all: the only one, or the index
    bool safetensors = false; // else pickles of PyTorch
    std::vector<fs::path> files;
    std::map<std::string, fs::path> places; // of an index: the tensor's file
};

// Takes what Transformers would: safetensors before PyTorch, one file before several. Throws Error(File)
// where there are no weights, or a kind that can't be read with the way to convert it; Error(Format) for a
// bad index.
WeightsFiles findWeights(const fs::path& folder);
std::vector<fs::path> weightsFiles(const fs::path& folder); // only these

} // namespace espalier
