#include "core/tensorio/ZipArchive.h"

#include "core/tensorio/Refusal.h"

#include <algorithm>
#include <cstring>
#include <vector>

namespace espalier {

namespace {

constexpr std::size_t longestComment = 0xFFFF;
constexpr std::uint64_t wideSize = 0xFFFFFFFF; // a field whose value stands in the zip64 extra field
constexpr std::uint64_t wideExtra = 1;

struct RecordKind {
    std::string_view signature;
    std::size_t bytes; // of the fixed fields
};
constexpr RecordKind localHeader{"PK\x03\x04", 30}, directoryEntry{"PK\x01\x02", 46},
    directoryEnd{"PK\x05\x06", 22}, wideDirectoryEnd{"PK\x06\x06", 56}, wideLocator{"PK\x06\x07", 20};

std::uint64_t field(std::string_view record, std::size_t at, std::size_t width) {
    std::uint64_t value = 0; // little-endian, as the machine
    std::memcpy(&value, record.data() + at, width);
    return value;
}

struct Directory {
    std::uint64_t begin = 0, bytes = 0, entries = 0;
};

struct Entry {
    std::string_view name, data;
    std::uint64_t begin = 0, end = 0; // from its local header to the end of its data
};

class Reader {
public:
    Reader(std::string_view bytes, const fs::path& file) : bytes_(bytes), file_(file) {}

    std::map<std::string_view, std::string_view> entries() const;

private:
    bool isAt(std::uint64_t at, const RecordKind& kind) const;
    std::string_view record(std::uint64_t at, const RecordKind& kind) const;
    std::string_view text(std::uint64_t at, std::uint64_t size) const; // what follows a record
    std::uint64_t directoryEndAt() const;
    Directory directory() const;
    Entry entry(std::uint64_t& at) const;
    std::string_view dataAt(std::uint64_t header, std::uint64_t size, std::string_view name) const;
    void checkApart(std::vector<Entry> entries, std::uint64_t end) const;

    std::string_view bytes_;
    const fs::path& file_;
};

bool Reader::isAt(std::uint64_t at, const RecordKind& kind) const {
    return at <= bytes_.size() && bytes_.size() - at >= kind.bytes &&
           bytes_.substr(at).starts_with(kind.signature);
}

std::string_view Reader::record(std::uint64_t at, const RecordKind& kind) const {
    if (!isAt(at, kind))
        refuseFile(file_, message("tensorio", "its zip structure is damaged at byte {0}.", at));
    return bytes_.substr(at, kind.bytes);
}

std::string_view Reader::text(std::uint64_t at, std::uint64_t size) const {
    if (at > bytes_.size() || size > bytes_.size() - at)
        refuseFile(file_, message("tensorio", "its zip structure is cut off at byte {0}.", bytes_.size()));
    return bytes_.substr(at, size);
}

// It closes the file but for a comment, whose length it says itself.
std::uint64_t Reader::directoryEndAt() const {
    for (std::size_t after = 0; after <= longestComment; ++after) {
        if (bytes_.size() < directoryEnd.bytes + after) break;
        const auto at = bytes_.size() - directoryEnd.bytes - after;
        if (isAt(at, directoryEnd) && field(bytes_, at + 20, 2) == after) return at;
    }
    refuseFile(file_, message("tensorio", "its zip directory is missing; it is truncated or damaged."));
}

Directory Reader::directory() const {
    const auto end = directoryEndAt();
    Directory found{field(bytes_, end + 16, 4), field(bytes_, end + 12, 4), field(bytes_, end + 10, 2)};
    if (end >= wideLocator.bytes && isAt(end - wideLocator.bytes, wideLocator)) {
        const auto wide = record(field(bytes_, end - wideLocator.bytes + 8, 8), wideDirectoryEnd);
        found = {field(wide, 48, 8), field(wide, 40, 8), field(wide, 32, 8)};
    }
    if (found.begin > end || found.bytes > end - found.begin ||
        found.entries > found.bytes / directoryEntry.bytes)
        refuseFile(file_, message("tensorio",
                                  "its zip directory claims {0} entries in {1} bytes at {2}, it ends at {3}.",
                                  found.entries, found.bytes, found.begin, end));
    return found;
}

// Takes from the extra field those values that didn't fit, which are there in this order.
void widen(std::string_view extra, std::initializer_list<std::uint64_t*> values) {
    while (extra.size() >= 4) { // id, length, content
        const auto id = field(extra, 0, 2);
        auto content = extra.substr(4, field(extra, 2, 2));
        extra.remove_prefix(4 + content.size());
        if (id != wideExtra) continue;
        for (auto* value : values) {
            if (*value != wideSize || content.size() < 8) continue;
            *value = field(content, 0, 8);
            content.remove_prefix(8);
        }
    }
}

// The directory's entry at a place, which moves past it.
Entry Reader::entry(std::uint64_t& at) const {
    const auto fixed = record(at, directoryEntry);
    const auto nameBytes = field(fixed, 28, 2), extraBytes = field(fixed, 30, 2),
               commentBytes = field(fixed, 32, 2);
    const auto name = text(at + directoryEntry.bytes, nameBytes);
    auto stored = field(fixed, 20, 4), size = field(fixed, 24, 4), header = field(fixed, 42, 4);
    widen(text(at + directoryEntry.bytes + nameBytes, extraBytes), {&size, &stored, &header});
    at += directoryEntry.bytes + nameBytes + extraBytes + commentBytes;

    const auto flags = field(fixed, 8, 2), method = field(fixed, 10, 2);
    if (flags & 1) refuseFile(file_, message("tensorio", "\"{0}\" is encrypted.", shown(name)), saveAgain());
    if (method != 0 || stored != size)
        refuseFile(file_, message("tensorio", "\"{0}\" is compressed.", shown(name)), saveAgain());
    const auto data = dataAt(header, size, name);
    return {name, data, header, static_cast<std::uint64_t>(data.data() - bytes_.data()) + data.size()};
}

std::string_view Reader::dataAt(std::uint64_t header, std::uint64_t size, std::string_view name) const {
    const auto local = record(header, localHeader);
    const auto nameBytes = field(local, 26, 2), extraBytes = field(local, 28, 2);
    if (text(header + localHeader.bytes, nameBytes) != name)
        refuseFile(file_, message("tensorio", "\"{0}\" has another name where it lies.", shown(name)));
    return text(header + localHeader.bytes + nameBytes + extraBytes, size);
}

void Reader::checkApart(std::vector<Entry> entries, std::uint64_t end) const {
    std::sort(entries.begin(), entries.end(),
              [](const Entry& a, const Entry& b) { return a.begin < b.begin; });
    for (std::size_t i = 0; i < entries.size(); ++i)
        if (entries[i].end > (i + 1 < entries.size() ? entries[i + 1].begin : end))
            refuseFile(file_,
                       message("tensorio", "\"{0}\" overlaps what follows it.", shown(entries[i].name)));
}

std::map<std::string_view, std::string_view> Reader::entries() const {
    const auto directory = this->directory();
    std::map<std::string_view, std::string_view> byName;
    std::vector<Entry> entries;
    auto at = directory.begin;
    for (std::uint64_t i = 0; i < directory.entries; ++i) {
        entries.push_back(entry(at));
        if (!byName.emplace(entries.back().name, entries.back().data).second)
            refuseFile(file_, message("tensorio", "\"{0}\" is there twice.", shown(entries.back().name)));
    }
    if (at != directory.begin + directory.bytes)
        refuseFile(file_,
                   message("tensorio", "its zip directory does not hold {0} entries.", directory.entries));
    checkApart(std::move(entries), directory.begin);
    return byName;
}

} // namespace

ZipArchive::ZipArchive(std::string_view bytes, const fs::path& file)
    : entries_(Reader(bytes, file).entries()) {}

} // namespace espalier
