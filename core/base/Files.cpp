#include "core/base/Files.h"

#include "core/base/Digest.h"
#include "core/base/Error.h"
#include "core/base/PutInPlace.h"

#include <nlohmann/json.hpp>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace espalier {

namespace {

constexpr const char* manifestName = "MANIFEST.json";

[[noreturn]] void failToWrite(const fs::path& file, int error) {
    const auto remedy =
        error == ENOSPC
            ? message(
                  "base",
                  "The disk is full: free some space, then try again. What was there before is untouched.")
            : message("base", "What was there before is untouched.");
    throw Error(ErrorKind::File,
                message("base", "{0} can't be written: {1}.", file.string(), std::strerror(error)), remedy);
}

void flushFolder(const fs::path& folder) {
    const int descriptor = ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return;
    ::fsync(descriptor);
    ::close(descriptor);
}

// Returns 0 or errno.
int writeAll(int descriptor, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0) {
            if (errno == EINTR) continue;
            return errno;
        }
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return 0;
}

} // namespace

fs::path withoutTrailingSlash(const fs::path& path) {
    std::string text = path.string();
    while (text.size() > 1 && text.back() == '/') text.pop_back();
    return text;
}

std::string readFile(const fs::path& file) {
    const MappedFile mapped(file);
    return std::string(mapped.bytes());
}

void writeFileAtomically(const fs::path& file, std::string_view bytes) {
    AtomicFile out(file);
    out.write(bytes);
    out.commit();
}

AtomicFile::AtomicFile(fs::path target)
    : target_(std::move(target)), temporary_(nameBeside(target_, ".tmp")) {
    std::error_code ignored;
    if (target_.has_parent_path()) fs::create_directories(target_.parent_path(), ignored);
    descriptor_ = ::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    if (descriptor_ < 0) fail(errno);
}

AtomicFile::~AtomicFile() {
    if (descriptor_ < 0) return;
    ::close(descriptor_);
    ::unlink(temporary_.c_str());
}

void AtomicFile::fail(int error) const {
    failToWrite(target_, error);
}

void AtomicFile::write(std::string_view bytes) {
    if (const int error = writeAll(descriptor_, bytes)) fail(error);
}

void AtomicFile::overwrite(std::uint64_t offset, std::string_view bytes) {
    while (!bytes.empty()) {
        const auto written = ::pwrite(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(offset));
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) fail(errno);
        bytes.remove_prefix(static_cast<std::size_t>(written));
        offset += static_cast<std::uint64_t>(written);
    }
}

void AtomicFile::commit() {
    if (::fsync(descriptor_) != 0) fail(errno);
    if (::rename(temporary_.c_str(), target_.c_str()) != 0) fail(errno);
    ::close(descriptor_);
    descriptor_ = -1;
    flushFolder(target_.parent_path());
}

LineFile::LineFile(fs::path file) : file_(std::move(file)) {
    descriptor_ = ::open(file_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    if (descriptor_ < 0) failToWrite(file_, errno);
}

LineFile::~LineFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

void LineFile::append(std::string_view line) {
    if (const int error = writeAll(descriptor_, std::string(line) + "\n")) failToWrite(file_, error);
}

void buildFolderAtomically(const fs::path& asked, const std::function<void(const fs::path&)>& build) {
    const fs::path target = withoutTrailingSlash(asked);
    const fs::path temporary = nameBeside(target, ".tmp");
    std::error_code error;
    fs::create_directories(temporary, error);
    if (error) failToWrite(target, error.value());
    try {
        build(temporary);
        flushFolder(temporary);
        if (const int failure = putInPlace(temporary, target)) failToWrite(target, failure);
    } catch (...) {
        fs::remove_all(temporary, error);
        throw;
    }
    flushFolder(target.parent_path());
}

void writeManifest(const fs::path& folder) {
    nlohmann::json files = nlohmann::json::object();
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file() || entry.path().filename() == manifestName) continue;
        files[fs::relative(entry.path(), folder).generic_string()] = {{"bytes", entry.file_size()},
                                                                      {"sha256", sha256OfFile(entry.path())}};
    }
    writeFileAtomically(folder / manifestName, nlohmann::json{{"version", 1}, {"files", files}}.dump(1));
}

void checkManifest(const fs::path& folder) {
    if (!fs::exists(folder / manifestName)) return;
    const auto manifest = nlohmann::json::parse(readFile(folder / manifestName), nullptr, false);
    if (!manifest.is_object() || !manifest.contains("files") || !manifest["files"].is_object())
        throw Error(ErrorKind::Format, message("base", "{0} is damaged.", (folder / manifestName).string()));
    for (const auto& [name, entry] : manifest["files"].items()) {
        const fs::path file = folder / name;
        if (!fs::exists(file))
            throw Error(ErrorKind::Format,
                        message("base", "{0} is missing, its folder's manifest names it.", file.string()));
        if (entry.value("sha256", "") != sha256OfFile(file))
            throw Error(ErrorKind::Format,
                        message("base",
                                "{0} is not what was written: its checksum differs from the manifest's.",
                                file.string()),
                        message("base", "Restore the folder from a copy, or train again."));
    }
}

MappedFile::MappedFile(const fs::path& file) {
    const auto fail = [&](int error) {
        throw Error(ErrorKind::File,
                    message("base", "{0} can't be read: {1}.", file.string(), std::strerror(error)));
    };
    const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) fail(errno);
    struct stat info {};
    int error = ::fstat(descriptor, &info) != 0 ? errno : 0;
    if (!error && S_ISDIR(info.st_mode)) error = EISDIR;
    if (!error && info.st_size > 0) {
        size_ = static_cast<std::size_t>(info.st_size);
        void* address = ::mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, descriptor, 0);
        if (address == MAP_FAILED)
            error = errno;
        else
            data_ = static_cast<const char*>(address);
    }
    ::close(descriptor);
    if (error) fail(error);
}

MappedFile::~MappedFile() {
    if (data_) ::munmap(const_cast<char*>(data_), size_);
}

void MappedFile::release(std::string_view part) const {
    const auto inside = [&](const char* at) { return at >= data_ && at <= data_ + size_; };
    if (part.empty() || !inside(part.data()) || !inside(part.data() + part.size())) return;
    // Whole pages: what a neighbour shares is read again.
    const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
    const auto begin = static_cast<std::size_t>(part.data() - data_) / page * page;
    const auto end = static_cast<std::size_t>(part.data() + part.size() - data_);
    ::madvise(const_cast<char*>(data_) + begin, end - begin, MADV_DONTNEED);
}

FolderLock::FolderLock(const fs::path& folder, const std::string& holder) {
    const fs::path file = folder / ".lock";
    descriptor_ = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (descriptor_ < 0) failToWrite(file, errno);
    if (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0) {
        ::close(descriptor_);
        descriptor_ = -1;
        throw Error(
            ErrorKind::Busy,
            message("base", "{0} is already open in {1}.", folder.filename().string(), readFile(file)),
            message("base", "Close it there first."));
    }
    if (::ftruncate(descriptor_, 0) == 0) writeAll(descriptor_, holder);
}

FolderLock::~FolderLock() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

bool isLocked(const fs::path& folder) {
    const int descriptor = ::open((folder / ".lock").c_str(), O_RDWR | O_CLOEXEC);
    if (descriptor < 0) return false;
    const bool locked = ::flock(descriptor, LOCK_EX | LOCK_NB) != 0;
    ::close(descriptor);
    return locked;
}

} // namespace espalier
