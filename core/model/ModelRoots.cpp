#include "core/model/ModelRoots.h"

#include "core/base/Error.h"
#include "core/base/Files.h"
#include "core/hub/Settings.h"

#include <algorithm>
#include <cstdlib>
#include <sstream>

namespace espalier {

namespace {

fs::path fromEnvironment(const char* name) {
    const char* value = std::getenv(name);
    return value ? fs::path(value) : fs::path();
}

fs::path dataHome() {
    const auto xdg = fromEnvironment("XDG_DATA_HOME");
    return xdg.empty() ? fromEnvironment("HOME") / ".local/share" : xdg;
}

// One path a line.
fs::path listOfAdded() {
    return ownRoots().front() / "added-folders.txt";
}

void writeAdded(const std::vector<fs::path>& folders) {
    std::string lines;
    for (const auto& folder : folders) lines += folder.string() + "\n";
    fs::create_directories(listOfAdded().parent_path());
    writeFileAtomically(listOfAdded(), lines);
}

bool isAtOrBelow(const fs::path& path, const fs::path& root) {
    return std::mismatch(root.begin(), root.end(), path.begin(), path.end()).first == root.end();
}

} // namespace

std::vector<fs::path> ownRoots() {
    const auto own = fromEnvironment("ESPALIER_MODELS");
    return {own.empty() ? dataHome() / "espalier" / "models" : own, hubCache()};
}

std::vector<fs::path> modelRoots() {
    auto roots = ownRoots();
    for (auto& folder : addedFolders()) roots.push_back(std::move(folder));
    return roots;
}

std::vector<fs::path> addedFolders() {
    std::error_code ignored;
    if (!fs::exists(listOfAdded(), ignored)) return {};
    std::vector<fs::path> folders;
    std::istringstream lines(readFile(listOfAdded()));
    for (std::string line; std::getline(lines, line);)
        if (!line.empty()) folders.emplace_back(line);
    return folders;
}

bool addFolder(const fs::path& folder) {
    std::error_code error;
    const auto added = fs::canonical(folder, error);
    if (error || !fs::is_directory(added, error) || added.string().find('\n') != std::string::npos)
        throw Error(ErrorKind::File, message("model", "{0} is no folder.", folder.string()));
    for (const auto& root : modelRoots())
        if (isAtOrBelow(added, fs::weakly_canonical(root, error))) return false;
    auto folders = addedFolders();
    folders.push_back(added);
    writeAdded(folders);
    return true;
}

bool forgetFolder(const fs::path& folder) {
    std::error_code error;
    const auto forgotten = fs::weakly_canonical(folder, error); // it may be gone
    auto folders = addedFolders();
    if (std::erase(folders, error ? folder : forgotten) == 0) return false;
    writeAdded(folders);
    return true;
}

} // namespace espalier
