#include "core/hub/Blob.h"

#include "core/base/Digest.h"
#include "core/base/Files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace espalier {

namespace {

constexpr std::size_t sha1Digits = 40;
constexpr std::size_t hashedAtOnce = 1 << 20;

fs::path incompleteName(const fs::path& blob) {
    return blob.string() + ".incomplete";
}

bool isThere(const fs::path& blob, std::uint64_t bytes) {
    std::error_code error;
    return fs::is_regular_file(blob, error) && fs::file_size(blob, error) == bytes;
}

// HASH.incomplete: what has arrived of a blob. It outlives the program.
class PartialFile {
public:
    PartialFile(fs::path blob, std::uint64_t bytes)
        : blob_(std::move(blob)), path_(incompleteName(blob_)), expected_(bytes) {
        std::error_code ignored;
        fs::create_directories(path_.parent_path(), ignored);
        descriptor_ = ::open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
        struct stat info {};
        if (descriptor_ < 0 || ::fstat(descriptor_, &info) != 0) fail(errno);
        size_ = static_cast<std::uint64_t>(info.st_size);
        if (size_ > expected_) clear();
    }
    ~PartialFile() {
        if (descriptor_ >= 0) ::close(descriptor_);
    }
    PartialFile(const PartialFile&) = delete;
    PartialFile& operator=(const PartialFile&) = delete;

    std::uint64_t size() const { return size_; }
    std::uint64_t missing() const { return expected_ - size_; }
    const fs::path& path() const { return path_; }

    void clear() {
        if (::ftruncate(descriptor_, 0) != 0) fail(errno);
        size_ = 0;
    }

    void append(std::string_view bytes) {
        while (!bytes.empty()) {
            const auto written = ::pwrite(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(size_));
            if (written < 0 && errno == EINTR) continue;
            if (written <= 0) fail(errno);
            bytes.remove_prefix(static_cast<std::size_t>(written));
            size_ += static_cast<std::uint64_t>(written);
        }
    }

    void commit() {
        if (::fsync(descriptor_) != 0 || ::rename(path_.c_str(), blob_.c_str()) != 0) fail(errno);
    }

private:
    [[noreturn]] void fail(int error) const {
        throw Error(
            ErrorKind::File,
            message("hub", "{0} can't be written: {1}.", path_.string(), std::strerror(error)),
            message("hub", "Make room or choose another folder (HF_HUB_CACHE). What has arrived is kept: the "
                           "same again goes on with it."));
    }

    fs::path blob_, path_;
    std::uint64_t expected_, size_ = 0;
    int descriptor_ = -1;
};

[[noreturn]] void failSize(const std::string& url, std::uint64_t found, std::uint64_t expected) {
    throw Error(
        ErrorKind::Network,
        message("hub", "{0} sends {1} bytes, the hub said {2}.", shownUrl(url), found, expected),
        message("hub", "Nothing of it is used. Try again later; a proxy or a mirror may be out of date."));
}

[[noreturn]] void failHash(const std::string& url, const std::string& hash) {
    throw Error(
        ErrorKind::Network,
        message("hub", "{0} is not what the hub announced: its checksum is not {1}.", shownUrl(url), hash),
        message("hub", "It was thrown away. Try again; where it happens again, somebody between here and the "
                       "hub changes files."));
}

// "bytes 100-199/200" for all that is missing.
bool goesOn(const HttpHead& head, const PartialFile& partial) {
    const auto end = partial.size() + partial.missing();
    return head.header("content-range") == fmt::format("bytes {}-{}/{}", partial.size(), end - 1, end);
}

// The next stretch of bytes. A server that ignores where to go on sends all of it once more.
void fetchMissing(HubClient& client, const std::string& url, PartialFile& partial,
                  const std::function<void(std::uint64_t)>& onBytes, const StopToken& stop) {
    if (partial.missing() == 0) return;
    HttpRequest request;
    request.url = url;
    request.from = partial.size();
    request.onHead = [&](const HttpHead& head) {
        if (head.status == 200) partial.clear();
        if (head.status == 206 && !goesOn(head, partial))
            throw Error(ErrorKind::Network,
                        message("hub", "{0} sends \"{1}\", asked for were the bytes from {2} on.",
                                shownUrl(url), shownName(head.header("content-range")), partial.size()),
                        message("hub", "Try again later; a proxy or a mirror may not work as it should."));
        const auto announced = head.number("content-length");
        if (announced && *announced != partial.missing())
            failSize(url, partial.size() + *announced, partial.size() + partial.missing());
    };
    request.onBody = [&](std::string_view bytes) {
        if (bytes.size() > partial.missing()) {
            const auto expected = partial.size() + partial.missing();
            const auto found = partial.size() + bytes.size();
            partial.clear();
            failSize(url, found, expected);
        }
        partial.append(bytes);
        onBytes(partial.size());
    };
    client.get(request, stop);
    if (partial.missing() > 0)
        throw PassingError(message("hub", "{0} ended after {1} of {2} bytes.", shownUrl(url), partial.size(),
                                   partial.size() + partial.missing()),
                           message("hub", "What has arrived is kept: the same again goes on with it."));
}

void fetchAll(HubClient& client, const std::string& url, PartialFile& partial,
              const std::function<void(std::uint64_t)>& onBytes, const StopToken& stop) {
    constexpr int rangeNotSatisfiable = 416;
    const auto fetch = [&] {
        client.persist([&] { fetchMissing(client, url, partial, onBytes, stop); }, stop,
                       [&] { return partial.size(); });
    };
    try {
        fetch();
    } catch (const StatusError& error) {
        if (error.status != rangeNotSatisfiable || partial.size() == 0) throw;
        partial.clear();
        fetch();
    }
}

} // namespace

std::string hashLike(const std::string& like, const fs::path& path, const StopToken& stop) {
    const MappedFile file(path);
    const bool git = like.size() == sha1Digits;
    Digest digest(git ? Digest::Sha1 : Digest::Sha256);
    if (git) digest.add(fmt::format("blob {}", file.bytes().size()) + '\0'); // the header of git's objects
    for (auto rest = file.bytes(); !rest.empty(); rest.remove_prefix(std::min(rest.size(), hashedAtOnce))) {
        throwIfStopped(stop);
        digest.add(rest.substr(0, hashedAtOnce));
    }
    return digest.hex();
}

std::uint64_t bytesInCache(const CachedRepository& repository, const RepositoryFile& file) {
    const auto blob = repository.blob(file.hash);
    if (isThere(blob, file.bytes)) return file.bytes;
    std::error_code error;
    const auto size = fs::file_size(incompleteName(blob), error);
    return error || size > file.bytes ? 0 : size;
}

void fetchBlob(HubClient& client, const std::string& url, const CachedRepository& repository,
               const RepositoryFile& file, const std::function<void(std::uint64_t)>& onBytes,
               const StopToken& stop) {
    const auto blob = repository.blob(file.hash);
    if (isThere(blob, file.bytes)) return onBytes(file.bytes);
    const BlobLock lock(repository, file.hash);
    if (isThere(blob, file.bytes)) return onBytes(file.bytes); // another program was quicker
    PartialFile partial(blob, file.bytes);
    for (bool anew = partial.size() == 0;; anew = true) {
        fetchAll(client, url, partial, onBytes, stop);
        if (hashLike(file.hash, partial.path(), stop) == file.hash) return partial.commit();
        partial.clear(); // what was kept from an earlier time may be at fault: once more, from the start
        if (anew) failHash(url, file.hash);
    }
}

} // namespace espalier
