#include "core/project/RefusedFiles.h"

#include "core/base/PutInPlace.h"

#include <fmt/format.h>

#include <algorithm>

namespace espalier {

namespace fs = std::filesystem;

namespace {

// The names below; a list of names is read from a file, which may say anything.
bool isRefusedName(const std::string& name) {
    return name.find(".refused") != std::string::npos && name.ends_with(".csv");
}

} // namespace

RefusedFiles::RefusedFiles(fs::path folder, std::vector<std::string> before, std::vector<fs::path> imported)
    : folder_(std::move(folder)), before_(std::move(before)), imported_(std::move(imported)) {}

RefusedFiles::~RefusedFiles() {
    std::error_code ignored;
    for (const auto& file : files_) fs::remove(file.temporary, ignored);
}

bool RefusedFiles::isOurs(const fs::path& file) const {
    std::error_code ignored;
    const auto isImported = [&](const fs::path& imported) { return fs::equivalent(imported, file, ignored); };
    return file.parent_path() == folder_ && isRefusedName(file.filename().string()) &&
           std::find(before_.begin(), before_.end(), file.filename()) != before_.end() &&
           fs::is_regular_file(fs::symlink_status(file, ignored)) &&
           std::none_of(imported_.begin(), imported_.end(), isImported);
}

// The first name that is free or whose file may be replaced.
fs::path RefusedFiles::finalName(const std::string& stem) const {
    fs::path name = folder_ / (stem + ".refused.csv");
    std::error_code ignored;
    for (int n = 2; fs::exists(fs::symlink_status(name, ignored)) && !isOurs(name); ++n)
        name = folder_ / fmt::format("{}.refused-{}.csv", stem, n);
    return name;
}

fs::path RefusedFiles::next(Part part) {
    const std::string stem = imported_.front().stem().string();
    const fs::path final = finalName(part == Part::Train ? stem : stem + "." + nameOf(part));
    files_.push_back({nameBeside(final, ".new"), final});
    return files_.back().temporary;
}

std::optional<fs::path> RefusedFiles::file() const {
    for (const auto& file : files_)
        if (fs::exists(file.temporary)) return file.final;
    return std::nullopt;
}

std::vector<std::string> RefusedFiles::names() const {
    std::vector<std::string> names;
    for (const auto& file : files_)
        if (fs::exists(file.temporary)) names.push_back(file.final.filename().string());
    return names;
}

void RefusedFiles::keep() {
    std::error_code ignored;
    for (const auto& name : before_)
        if (isOurs(folder_ / name)) fs::remove(folder_ / name, ignored);
    for (const auto& file : files_) fs::rename(file.temporary, file.final, ignored);
}

} // namespace espalier
