#include "core/hub/Removal.h"

#include "core/base/Error.h"
#include "core/base/Files.h"
#include "core/base/PutInPlace.h"
#include "core/base/Text.h"
#include "core/hub/Cache.h"

#include <algorithm>
#include <set>

namespace espalier {

namespace {

bool isBelow(const fs::path& path, const fs::path& root) {
    const auto [rest, part] = std::mismatch(root.begin(), root.end(), path.begin(), path.end());
    return rest == root.end() && part != path.end();
}

// Calls visit for all that is in a folder, whatever can't be looked at left out.
template<class Visit>
void forAllIn(const fs::path& folder, Visit&& visit) {
    std::error_code error;
    for (auto it = fs::recursive_directory_iterator(folder, error); !error && it != fs::end(it);
         it.increment(error))
        visit(*it);
}

std::uint64_t bytesOf(const fs::path& path) {
    std::error_code ignored;
    if (fs::is_regular_file(fs::symlink_status(path, ignored))) return fs::file_size(path, ignored);
    std::uint64_t sum = 0;
    forAllIn(path, [&](const fs::directory_entry& entry) {
        std::error_code error;
        if (fs::is_regular_file(entry.symlink_status(error))) sum += entry.file_size(error);
    });
    return sum;
}

std::set<fs::path> blobsOf(const fs::path& snapshot) {
    std::set<fs::path> blobs;
    forAllIn(snapshot, [&](const fs::directory_entry& entry) {
        std::error_code error;
        if (!entry.is_symlink(error)) return;
        const auto blob = fs::weakly_canonical(entry.path(), error);
        if (!error) blobs.insert(blob);
    });
    return blobs;
}

std::vector<fs::path> pathsInCache(const CachedRepository& repository, const fs::path& model) {
    if (isBeingWritten(repository))
        throw Error(ErrorKind::Busy,
                    message("hub", "Another program is fetching {0} at the moment.", repository.id()),
                    message("hub", "Let it finish first."));
    std::vector<fs::path> others;
    std::error_code error;
    for (auto it = fs::directory_iterator(model.parent_path(), error); !error && it != fs::end(it);
         it.increment(error))
        if (it->path() != model) others.push_back(it->path());
    if (others.empty()) return {repository.folder(), repository.locks()};

    std::vector<fs::path> paths; // references before what they refer to
    for (const auto& revision : repository.revisionsOf(model.filename().string()))
        paths.push_back(repository.reference(revision));
    paths.push_back(model);
    std::set<fs::path> used;
    for (const auto& other : others) used.merge(blobsOf(other));
    for (const auto& blob : blobsOf(model))
        if (!used.contains(blob) && isBelow(blob, repository.folder() / "blobs")) paths.push_back(blob);
    return paths;
}

} // namespace

Removal planRemoval(const fs::path& asked, const std::vector<fs::path>& roots) {
    std::error_code error;
    Removal removal;
    removal.model = fs::canonical(asked, error);
    const bool isModel = !error && fs::exists(removal.model / "config.json", error);
    const bool isOurs = std::any_of(roots.begin(), roots.end(), [&](const fs::path& root) {
        std::error_code ignored;
        return isBelow(removal.model, fs::weakly_canonical(root, ignored));
    });
    if (!isModel || !isOurs) {
        std::vector<std::string> names;
        for (const auto& root : roots) names.push_back(root.string());
        throw Error(ErrorKind::Usage,
                    message("hub", "{0} is no model of the library or the hub's cache: nothing was removed.",
                            asked.string()),
                    message("hub", "What lies below {0} can be removed; other folders are yours to delete.",
                            joined(names, ", ")));
    }
    const auto repository = CachedRepository::ofSnapshot(removal.model);
    removal.paths =
        repository ? pathsInCache(*repository, removal.model) : std::vector<fs::path>{removal.model};
    for (const auto& path : removal.paths) removal.bytes += bytesOf(path);
    return removal;
}

void remove(const Removal& removal) {
    for (const auto& path : removal.paths) {
        std::error_code error;
        if (!fs::exists(fs::symlink_status(path, error))) continue;
        // Under a hidden name first: nobody ever meets half a model.
        const auto hidden =
            nameBeside(path.parent_path() / fmt::format(".{}", path.filename().string()), ".removed");
        fs::rename(path, hidden, error);
        if (!error) fs::remove_all(hidden, error);
        if (error)
            throw Error(ErrorKind::File,
                        message("hub", "{0} can't be removed: {1}.", path.string(), error.message()));
    }
}

} // namespace espalier
