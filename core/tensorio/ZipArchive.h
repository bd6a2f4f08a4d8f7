#pragma once
// A zip archive as torch.save writes it: entries stored as they are, so that they can be used where they lie.
// https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
#include "core/base/Files.h"

#include <map>

namespace espalier {

// Every record was checked: the entries lie inside the file, each behind a local header that agrees with the
// directory, and overlap neither each other nor the directory; no name comes twice. Anything else, and
// entries that are compressed or encrypted, are an Error(Format). Checksums aren't verified: that would read
// the whole file before the first tensor is wanted.
class ZipArchive {
public:
    // `bytes` are the file's and must outlive the archive; `file` is for messages.
    ZipArchive(std::string_view bytes, const fs::path& file);

    const std::map<std::string_view, std::string_view>& entries() const { return entries_; } // name → bytes

private:
    std::map<std::string_view, std::string_view> entries_;
};

} // namespace espalier
