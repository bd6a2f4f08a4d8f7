#pragma once
// What torch.save wrote before PyTorch 1.6: four pickles, the list of storages' keys, and the storages, each
// behind its number of elements. Nothing in it says where the storages begin but what stands before them.
#include "core/tensorio/Pickle.h"

namespace espalier {

// A pickle, and the bytes of its storages by key.
struct SavedObject {
    Pickle pickle;
    std::map<std::string_view, std::string_view> storages;
};

bool isLegacyPickle(std::string_view bytes);
SavedObject readLegacyPickle(std::string_view bytes, const fs::path& file);

} // namespace espalier
