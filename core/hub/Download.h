#pragma once
// A model of the hub into the Hugging Face cache.
#include "core/base/Message.h"
#include "core/hub/Repository.h"

#include <functional>

namespace espalier {

struct DownloadProgress {
    std::string file;                      // that is on its way
    std::uint64_t bytes = 0, allBytes = 0; // of all files; what was there before counts
    std::uint64_t fetched = 0;             // of them over the network, by this call
    Message waiting;                       // why it waits before it tries again; usually empty
};

// How much of it is not in the cache yet.
std::uint64_t bytesToFetch(const RepositoryInfo& info, const HubSettings& settings);

// Fetches what is missing, checks it, and returns the snapshot's folder. onProgress hears of every piece that
// arrives, thousands of them a second. Where it fails or is stopped, what
// has arrived is kept, and the next call goes on with it. Throws Stopped, Error(Network), Error(File) where
// the disk has no room, and Error(Busy) while another program fetches the same.
std::filesystem::path download(const RepositoryInfo& info, const HubSettings& settings,
                               const std::function<void(const DownloadProgress&)>& onProgress = {},
                               const StopToken& stop = {});

} // namespace espalier
