#pragma once
// Whether a model's files are still what they were.
#include "core/base/Message.h"
#include "core/base/Stop.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <vector>

namespace espalier {

using BytesDone = std::function<void(std::uint64_t done, std::uint64_t all)>;

struct Verification {
    std::size_t files = 0; // that were compared
    std::uint64_t bytes = 0;
    std::vector<Message> problems;
    std::vector<std::string> unchecked; // files for which there is nothing to compare with
};

// Compares files of the hub's cache with the hashes that their blobs are named by, others with MANIFEST.json.
// Throws Error(File) where there is neither.
Verification verifyModel(const std::filesystem::path& folder, const BytesDone& onBytes = {},
                         const StopToken& stop = {});

} // namespace espalier
