#pragma once
// A state dict that torch.save wrote (pytorch_model.bin), in the zip format or the one before it.
#include "core/tensorio/Safetensors.h"

#include <deque>

namespace espalier {

// A file mapped into memory that was checked whole: every tensor lies inside a storage, and every storage
// inside the file. Anything else, and a pickle that asks for more than tensors in dictionaries, is an
// Error(Format).
// {"state_dict": …} and its like are opened; values that are no tensors are left out.
class PyTorchFile {
public:
    explicit PyTorchFile(const fs::path& file);

    const fs::path& path() const { return path_; }
    const std::map<std::string, TensorEntry>& tensors() const { return tensors_; }
    // Gives the memory of what was read back to the system; it comes again when it is looked at.
    void release(const TensorEntry& entry) const { mapped_.release(entry.bytes); }

private:
    fs::path path_;
    MappedFile mapped_;
    std::map<std::string, TensorEntry> tensors_;
    std::deque<std::string> gathered_; // the bytes of tensors that don't lie in one piece in the file
};

} // namespace espalier
