#pragma once
// The last step of what is built under another name. No half of it is ever seen, whenever the process ends.
#include <filesystem>

namespace espalier {

// A name beside `path` that neither another thread nor another process takes; nothing is made.
std::filesystem::path nameBeside(const std::filesystem::path& path, const char* ending);

// Gives each of two paths what the other has, in one step. Returns 0 or errno, as where the file system
// can't.
int exchangePaths(const std::filesystem::path& a, const std::filesystem::path& b);

// Moves `built` to `target` and removes what was there; in one step where `exchange` can, else with what was
// there under another name in between. Returns 0 or errno: then both are as they were.
int putInPlace(const std::filesystem::path& built, const std::filesystem::path& target,
               int (*exchange)(const std::filesystem::path&, const std::filesystem::path&) = exchangePaths);

} // namespace espalier
