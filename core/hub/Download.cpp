#include "core/hub/Download.h"

#include "core/hub/Blob.h"
#include "core/hub/Room.h"

namespace espalier {

namespace fs = std::filesystem;

namespace {

class Reporter {
public:
    Reporter(const std::function<void(const DownloadProgress&)>& to, std::uint64_t all) : to_(to) {
        now_.allBytes = all;
    }

    void begin(const std::string& file, std::uint64_t bytesThere) {
        now_.file = file;
        before_ = now_.bytes;
        fetchedBefore_ = now_.fetched;
        there_ = bytesThere;
    }
    void arrived(std::uint64_t bytesOfFile) {
        now_.bytes = before_ + bytesOfFile;
        now_.fetched = fetchedBefore_ + (bytesOfFile > there_ ? bytesOfFile - there_ : 0);
        now_.waiting = {};
        report();
    }
    void waits(const Message& why) {
        now_.waiting = why;
        report();
    }

private:
    void report() const {
        if (to_) to_(now_);
    }

    const std::function<void(const DownloadProgress&)>& to_;
    DownloadProgress now_;
    std::uint64_t before_ = 0, fetchedBefore_ = 0; // bytes of the files that are done
    std::uint64_t there_ = 0;                      // of the present one at first
};

} // namespace

std::uint64_t bytesToFetch(const RepositoryInfo& info, const HubSettings& settings) {
    const CachedRepository repository(settings.cache, info.name.id);
    std::uint64_t missing = 0;
    for (const auto& file : info.files) missing += file.bytes - bytesInCache(repository, file);
    return missing;
}

fs::path download(const RepositoryInfo& info, const HubSettings& settings,
                  const std::function<void(const DownloadProgress&)>& onProgress, const StopToken& stop) {
    requireRoom(settings.cache, bytesToFetch(info, settings));
    const CachedRepository repository(settings.cache, info.name.id);
    Reporter reporter(onProgress, info.bytes());
    HubClient client(settings, info.name, [&](const Message& why) { reporter.waits(why); });
    for (const auto& file : info.files) {
        throwIfStopped(stop);
        reporter.begin(file.path, bytesInCache(repository, file));
        fetchBlob(
            client, client.fileUrl(file.path, info.commit), repository, file,
            [&](std::uint64_t bytes) { reporter.arrived(bytes); }, stop);
    }
    return repository.complete(info);
}

} // namespace espalier
