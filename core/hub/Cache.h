#pragma once
// The Hugging Face cache, which other programs read and write, too:
//
//   models--ORG--NAME/refs/REVISION                 the commit that a branch or tag stands for
//   models--ORG--NAME/blobs/HASH                    the files' contents; HASH.incomplete while they arrive
//   models--ORG--NAME/snapshots/COMMIT/config.json  → ../../blobs/HASH
//   .locks/models--ORG--NAME/HASH.lock              held while that blob is written
#include "core/hub/Repository.h"

#include <filesystem>
#include <optional>

namespace espalier {

class CachedRepository {
public:
    CachedRepository(std::filesystem::path cache, std::string id);
    // Of a folder "…/models--ORG--NAME/snapshots/COMMIT"; none for any other.
    static std::optional<CachedRepository> ofSnapshot(const std::filesystem::path& folder);
    // Of a folder "…/models--ORG--NAME"; none for any other.
    static std::optional<CachedRepository> ofFolder(const std::filesystem::path& folder);

    const std::string& id() const { return id_; }
    std::filesystem::path folder() const;
    std::filesystem::path blob(const std::string& hash) const;
    std::filesystem::path snapshot(const std::string& commit) const;
    std::filesystem::path reference(const std::string& revision) const;
    std::filesystem::path locks() const;

    struct Snapshot {
        std::string name; // "ORG/NAME" of the first, "ORG/NAME@REVISION" of the others
        std::filesystem::path folder;
    };
    // That of "main" first, then those of other revisions, then what no revision stands for any more.
    std::vector<Snapshot> snapshots() const;
    std::vector<std::string> revisionsOf(const std::string& commit) const;

    // Puts a snapshot together from blobs that are there. config.json, by which a folder is known as a model,
    // and the revision come last: whoever finds them finds everything.
    std::filesystem::path complete(const RepositoryInfo& info) const;

private:
    std::filesystem::path cache_;
    std::string id_;
};

// As long as it lives no other program that keeps to the cache's rules writes the blob.
class BlobLock {
public:
    BlobLock(const CachedRepository& repository, const std::string& hash); // throws Error(Busy)
    ~BlobLock();
    BlobLock(const BlobLock&) = delete;
    BlobLock& operator=(const BlobLock&) = delete;

private:
    int descriptor_ = -1;
};

// Whether any blob of the repository is being written.
bool isBeingWritten(const CachedRepository& repository);

} // namespace espalier
