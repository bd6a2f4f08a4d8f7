#include "core/project/RefusedFiles.h"

#include <string>

namespace espalier {

namespace fs = std::filesystem;

namespace {
const std::string ending = ".refused.csv";
}

RefusedFiles::RefusedFiles(fs::path folder, const fs::path& imported)
    : folder_(std::move(folder)), name_(imported.stem().string()) {}

RefusedFiles::~RefusedFiles() {
    std::error_code ignored;
    for (const auto& file : files_) fs::remove(file.temporary, ignored);
}

fs::path RefusedFiles::next(Part part) {
    const std::string name = part == Part::Train ? name_ : name_ + "." + nameOf(part);
    files_.push_back({folder_ / (name + ending + ".new"), folder_ / (name + ending)});
    return files_.back().temporary;
}

std::optional<fs::path> RefusedFiles::file() const {
    for (const auto& file : files_)
        if (fs::exists(file.temporary)) return file.final;
    return std::nullopt;
}

void RefusedFiles::keep() {
    std::error_code ignored;
    std::vector<fs::path> old;
    for (const auto& entry : fs::directory_iterator(folder_, ignored))
        if (entry.path().string().ends_with(ending)) old.push_back(entry.path());
    for (const auto& path : old) fs::remove(path, ignored);
    for (const auto& file : files_) fs::rename(file.temporary, file.final, ignored);
}

} // namespace espalier
