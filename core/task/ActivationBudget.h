#pragma once
// How much room the results of frozen rungs may take. They are tried in this order; beyond both they are
// computed again in every epoch.
#include <cstdint>
#include <filesystem>

namespace espalier {

struct ActivationBudget {
    std::int64_t memoryBytes = std::int64_t{1} << 30;
    std::int64_t diskBytes = std::int64_t{16} << 30;
    std::filesystem::path keep = {};  // folder where they outlive the run for later ones; empty: nowhere
    std::filesystem::path spill = {}; // folder for what memory doesn't hold, for the time of the run
};

} // namespace espalier
