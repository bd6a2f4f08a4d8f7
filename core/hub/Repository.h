#pragma once
// What the hub says of a repository, before anything of it is fetched.
#include "core/hub/Names.h"
#include "core/hub/Settings.h"

#include <cstdint>

namespace espalier {

struct RepositoryFile {
    std::string path;
    std::uint64_t bytes = 0;
    // By which it is checked and under which the cache keeps it: SHA-256 (64 digits) of large files, git's
    // SHA-1 (40 digits) of others.
    std::string hash;
};

struct RepositoryInfo {
    RepositoryName name;
    std::string commit;                // 40 digits
    std::vector<RepositoryFile> files; // those that a model needs
    std::string license;               // "" where the hub names none
    bool gated = false;                // its licence must be accepted on `page` first
    std::string page;                  // for people

    std::uint64_t bytes() const; // of the files
};

// Asks the hub. Throws Error(Network) where it can't be reached or refuses, Error(Format) where its answer is
// none or names what it must not.
RepositoryInfo describeRepository(const RepositoryName& name, const HubSettings& settings,
                                  const StopToken& stop = {});

// The model_type of its config.json, which is small: asked before anything large is fetched. Throws likewise.
std::string modelTypeOf(const RepositoryInfo& info, const HubSettings& settings, const StopToken& stop = {});

} // namespace espalier
