#pragma once
// Uncompressed archives in the POSIX ustar format: weights don't compress, and every system can look into
// such a file. Only plain files; sizes above 8 GB as GNU tar writes them.
#include "core/base/Files.h"

#include <optional>

namespace espalier {

class TarWriter {
public:
    explicit TarWriter(AtomicFile& out) : out_(out) {}
    // Then the bytes, `size` of them, by write(); the next begin() or finish() fills the last block.
    void begin(const std::string& name, std::uint64_t size);
    void write(std::string_view bytes);
    void finish();

private:
    void pad();
    AtomicFile& out_;
    std::uint64_t written_ = 0;
};

// Over bytes that a stranger wrote. Links, folders, devices, names that lead elsewhere, and lengths that the
// bytes don't hold are an Error(Format) that names `origin`.
class TarReader {
public:
    TarReader(std::string_view bytes, std::string origin) : rest_(bytes), origin_(std::move(origin)) {}

    struct Entry {
        std::string name;
        std::string_view bytes;
    };
    std::optional<Entry> next(); // none at the archive's end

private:
    [[noreturn]] void failTruncated() const;
    std::string_view take(std::uint64_t size); // whole blocks of them
    std::string_view rest_;
    std::string origin_;
};

} // namespace espalier
