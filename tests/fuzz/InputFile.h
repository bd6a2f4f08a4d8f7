#pragma once
// The bytes that a fuzzer tries, as a file under the name that a reader looks for. They stay in memory: the
// folder holds a link to them.
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>

#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

namespace espalier {

class InputFile {
public:
    explicit InputFile(const std::string& name) {
        std::string pattern = std::filesystem::temp_directory_path() / "espalier-fuzz-XXXXXX";
        folder_ = ::mkdtemp(pattern.data());
        file_ = folder_ / name;
        std::filesystem::create_symlink("/proc/self/fd/" + std::to_string(descriptor_), file_);
    }
    ~InputFile() {
        ::close(descriptor_);
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
    }
    InputFile(const InputFile&) = delete;
    InputFile& operator=(const InputFile&) = delete;

    void write(const std::uint8_t* data, std::size_t size) {
        if (::ftruncate(descriptor_, 0) != 0 ||
            ::pwrite(descriptor_, data, size, 0) != static_cast<::ssize_t>(size))
            ::abort();
    }
    const std::filesystem::path& folder() const { return folder_; }
    const std::filesystem::path& file() const { return file_; }

private:
    int descriptor_ = ::memfd_create("espalier-fuzz", MFD_CLOEXEC);
    std::filesystem::path folder_, file_;
};

} // namespace espalier
