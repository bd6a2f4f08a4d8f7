#include "core/hub/Room.h"

#include "core/base/Error.h"

namespace espalier {

namespace fs = std::filesystem;

namespace {

fs::path existingPart(fs::path path) {
    std::error_code ignored;
    while (!path.empty() && path != path.parent_path() && !fs::exists(path, ignored))
        path = path.parent_path();
    return path.empty() ? "." : path;
}

} // namespace

std::optional<std::uint64_t> roomIn(const fs::path& folder) {
    std::error_code error;
    const auto space = fs::space(existingPart(folder), error);
    if (error) return std::nullopt;
    return space.available;
}

void requireRoom(const fs::path& folder, std::uint64_t bytes) {
    const auto room = roomIn(folder);
    if (!room || *room >= bytes) return; // a file system that doesn't say is tried
    throw Error(
        ErrorKind::File,
        message("hub", "{0} has room for {1} MB, {2} MB are needed.", folder.string(), *room / 1'000'000,
                bytes / 1'000'000),
        message("hub",
                "Make room there, or choose a folder on another disk (HF_HUB_CACHE, ESPALIER_MODELS)."));
}

} // namespace espalier
