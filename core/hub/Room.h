#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>

namespace espalier {

// Bytes that are free on the disk of a folder, which need not exist yet; none where it doesn't say.
std::optional<std::uint64_t> roomIn(const std::filesystem::path& folder);

// Throws Error(File) where the disk of a folder has no room for so many bytes.
void requireRoom(const std::filesystem::path& folder, std::uint64_t bytes);

} // namespace espalier
