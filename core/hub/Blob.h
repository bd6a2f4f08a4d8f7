#pragma once
// One file of a repository as it comes into the cache: it gets its name when all of it is there and its hash
// is right, and goes on where it broke off.
#include "core/hub/Cache.h"
#include "core/hub/Client.h"

namespace espalier {

// SHA-256, or git's SHA-1 of a blob, whichever has as many digits as `like`; lower-case hexadecimal.
std::string hashLike(const std::string& like, const std::filesystem::path& file, const StopToken& stop);

// Bytes of the file that are there already, complete or not.
std::uint64_t bytesInCache(const CachedRepository& repository, const RepositoryFile& file);

// Fetches `file` of `url` where it isn't there; onBytes hears how many of its bytes are.
void fetchBlob(HubClient& client, const std::string& url, const CachedRepository& repository,
               const RepositoryFile& file, const std::function<void(std::uint64_t)>& onBytes,
               const StopToken& stop);

} // namespace espalier
