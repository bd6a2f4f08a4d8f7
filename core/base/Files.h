#pragma once
// Files that are written whole or not at all: a temporary beside the target, flushed, renamed, the folder
// flushed. Every failure is an Error that names the file and the system's reason.
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

namespace espalier {

namespace fs = std::filesystem;

std::string readFile(const fs::path& file);
void writeFileAtomically(const fs::path& file, std::string_view bytes);

// For content that is produced piece by piece: write() as often as needed, then commit(). Without commit()
// nothing remains on disk.
class AtomicFile {
public:
    explicit AtomicFile(fs::path target);
    ~AtomicFile();
    AtomicFile(const AtomicFile&) = delete;
    AtomicFile& operator=(const AtomicFile&) = delete;

    void write(std::string_view bytes);
    void overwrite(std::uint64_t offset, std::string_view bytes); // of what was written before
    void commit();

private:
    [[noreturn]] void fail(int error) const;
    fs::path target_;
    fs::path temporary_;
    int descriptor_ = -1;
};

// Appends whole lines to a log; each append reaches the system in one write.
class LineFile {
public:
    explicit LineFile(fs::path file);
    ~LineFile();
    LineFile(const LineFile&) = delete;
    LineFile& operator=(const LineFile&) = delete;
    void append(std::string_view line);

private:
    fs::path file_;
    int descriptor_ = -1;
};

// "models/mine/" as the folder mine, beside which something can be made and which has a name.
fs::path withoutTrailingSlash(const fs::path& path);

// Builds a folder under a temporary name beside target and moves it into place when build returns, so that
// target exists whole or not at all; an older target is replaced. Where it fails nothing else remains.
void buildFolderAtomically(const fs::path& target, const std::function<void(const fs::path&)>& build);

// Writes MANIFEST.json with the size and SHA-256 of every file of a folder.
void writeManifest(const fs::path& folder);
// Throws Error(Format) naming the first file that is missing or differs; a folder without one passes.
void checkManifest(const fs::path& folder);

// A whole file mapped read-only into memory.
class MappedFile {
public:
    explicit MappedFile(const fs::path& file);
    ~MappedFile();
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;
    std::string_view bytes() const { return {data_, size_}; }
    // Gives the memory of a part of it back to the system, which reads it anew when it is looked at again.
    // What is no part of it is left alone.
    void release(std::string_view part) const;

private:
    const char* data_ = nullptr;
    std::size_t size_ = 0;
};

// An exclusive lock held as long as the object lives; throws Error(Busy) with the holder's description.
class FolderLock {
public:
    FolderLock(const fs::path& folder, const std::string& holder);
    ~FolderLock();
    FolderLock(const FolderLock&) = delete;
    FolderLock& operator=(const FolderLock&) = delete;

private:
    int descriptor_ = -1;
};

// Whether a FolderLock on it is held, by this process or another.
bool isLocked(const fs::path& folder);

} // namespace espalier
