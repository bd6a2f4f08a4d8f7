#pragma once
// Taking a model off the disk: first what would go, so that a person can be asked, then it goes.
#include <cstdint>
#include <filesystem>
#include <vector>

namespace espalier {

struct Removal {
    std::filesystem::path model;
    std::vector<std::filesystem::path> paths; // in the order in which they go
    std::uint64_t bytes = 0;                  // that become free
};

// Of a model below one of the roots, the library or the hub's cache; throws Error(Usage) for any other
// folder. Of the cache's blobs those go that no other revision uses. Error(Busy) while the same model is
// being fetched.
Removal planRemoval(const std::filesystem::path& model, const std::vector<std::filesystem::path>& roots);

void remove(const Removal& removal);

} // namespace espalier
