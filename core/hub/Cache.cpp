#include "core/hub/Cache.h"

#include "core/base/Error.h"
#include "core/base/Files.h"
#include "core/base/PutInPlace.h"
#include "core/base/Text.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace espalier {

namespace {

constexpr std::string_view folderPrefix = "models--";
constexpr std::size_t commitDigits = 40;
constexpr std::uintmax_t mostReferenceBytes = 256;

[[noreturn]] void failToWrite(const fs::path& path, const std::string& why) {
    throw Error(ErrorKind::File, message("hub", "{0} can't be written: {1}.", path.string(), why));
}

void makeFolder(const fs::path& folder) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) failToWrite(folder, error.message());
}

std::string replaced(std::string text, std::string_view what, std::string_view by) {
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
        text.replace(at, what.size(), by);
    return text;
}

struct Reference {
    std::string revision, commit;
};

std::vector<Reference> referencesOf(const fs::path& folder) {
    std::vector<Reference> references;
    std::error_code error;
    for (auto it = fs::recursive_directory_iterator(folder, error); !error && it != fs::end(it);
         it.increment(error)) {
        std::error_code ignored;
        if (!it->is_regular_file(ignored) || it->file_size(ignored) > mostReferenceBytes) continue;
        const auto commit = trimmed(readFile(it->path()));
        if (isSafePath(commit))
            references.push_back({fs::relative(it->path(), folder).generic_string(), commit});
    }
    std::sort(references.begin(), references.end(), [](const auto& a, const auto& b) {
        return std::pair(a.revision != "main", a.revision) < std::pair(b.revision != "main", b.revision);
    });
    return references;
}

// A link is replaced in one step: a reader finds the old file or the new one.
void putLink(const fs::path& link, const fs::path& target) {
    std::error_code error;
    if (fs::is_symlink(link, error) && fs::read_symlink(link, error) == target) return;
    makeFolder(link.parent_path());
    const auto beside = nameBeside(link, ".tmp");
    fs::create_symlink(target, beside, error);
    if (!error) fs::rename(beside, link, error);
    if (!error) return;
    std::error_code ignored;
    fs::remove(beside, ignored);
    failToWrite(link, error.message());
}

int openLock(const fs::path& file, int flags) {
    return ::open(file.c_str(), O_RDWR | O_CLOEXEC | flags, 0644);
}

} // namespace

CachedRepository::CachedRepository(fs::path cache, std::string id)
    : cache_(std::move(cache)), id_(std::move(id)) {}

std::optional<CachedRepository> CachedRepository::ofSnapshot(const fs::path& folder) {
    const auto snapshots = folder.parent_path();
    return snapshots.filename() == "snapshots" ? ofFolder(snapshots.parent_path()) : std::nullopt;
}

std::optional<CachedRepository> CachedRepository::ofFolder(const fs::path& folder) {
    const auto name = folder.filename().string();
    if (!name.starts_with(folderPrefix)) return std::nullopt;
    return CachedRepository(folder.parent_path(), replaced(name.substr(folderPrefix.size()), "--", "/"));
}

fs::path CachedRepository::folder() const {
    return cache_ / (std::string(folderPrefix) + replaced(id_, "/", "--"));
}

fs::path CachedRepository::blob(const std::string& hash) const {
    return folder() / "blobs" / hash;
}

fs::path CachedRepository::snapshot(const std::string& commit) const {
    return folder() / "snapshots" / commit;
}

fs::path CachedRepository::reference(const std::string& revision) const {
    return folder() / "refs" / revision;
}

fs::path CachedRepository::locks() const {
    return cache_ / ".locks" / folder().filename();
}

std::vector<CachedRepository::Snapshot> CachedRepository::snapshots() const {
    std::vector<Snapshot> found;
    const auto add = [&](const std::string& commit, const std::string& revision) {
        const auto folder = snapshot(commit);
        const auto isThis = [&](const Snapshot& s) { return s.folder == folder; };
        std::error_code ignored;
        if (!fs::exists(folder / "config.json", ignored) || std::any_of(found.begin(), found.end(), isThis))
            return;
        found.push_back({found.empty() ? id_ : id_ + "@" + revision, folder});
    };
    for (const auto& reference : referencesOf(folder() / "refs")) add(reference.commit, reference.revision);

    std::vector<std::string> commits;
    std::error_code error;
    for (auto it = fs::directory_iterator(folder() / "snapshots", error); !error && it != fs::end(it);
         it.increment(error))
        commits.push_back(it->path().filename().string());
    std::sort(commits.begin(), commits.end());
    for (const auto& commit : commits) add(commit, commit);
    return found;
}

std::vector<std::string> CachedRepository::revisionsOf(const std::string& commit) const {
    std::vector<std::string> revisions;
    for (const auto& reference : referencesOf(folder() / "refs"))
        if (reference.commit == commit) revisions.push_back(reference.revision);
    return revisions;
}

fs::path CachedRepository::complete(const RepositoryInfo& info) const {
    const auto target = snapshot(info.commit);
    const auto link = [&](const RepositoryFile& file) {
        fs::path up = "../..";
        for (const char c : file.path)
            if (c == '/') up /= "..";
        putLink(target / file.path, up / "blobs" / file.hash);
    };
    for (auto file = info.files.rbegin(); file != info.files.rend(); ++file)
        link(*file); // config.json is the first
    if (!isHexadecimal(info.name.revision, commitDigits))
        writeFileAtomically(reference(info.name.revision), info.commit);
    return target;
}

BlobLock::BlobLock(const CachedRepository& repository, const std::string& hash) {
    const auto file = repository.locks() / (hash + ".lock");
    makeFolder(file.parent_path());
    descriptor_ = openLock(file, O_CREAT);
    if (descriptor_ < 0) failToWrite(file, std::strerror(errno));
    if (::flock(descriptor_, LOCK_EX | LOCK_NB) == 0) return;
    ::close(descriptor_);
    throw Error(ErrorKind::Busy,
                message("hub", "Another program is fetching {0} at the moment.", repository.id()),
                message("hub", "Let it finish, then do the same again: what is there is used."));
}

BlobLock::~BlobLock() {
    ::close(descriptor_);
}

bool isBeingWritten(const CachedRepository& repository) {
    std::error_code error;
    bool held = false;
    for (auto it = fs::directory_iterator(repository.locks(), error); !error && it != fs::end(it);
         it.increment(error)) {
        const int descriptor = openLock(it->path(), 0);
        if (descriptor < 0) continue;
        held = held || ::flock(descriptor, LOCK_EX | LOCK_NB) != 0;
        ::close(descriptor);
    }
    return held;
}

} // namespace espalier
