#include "core/hub/Tar.h"

#include "core/base/Error.h"
#include "core/hub/Names.h"

#include <algorithm>

namespace espalier {

namespace {

constexpr std::size_t blockBytes = 512;

// POSIX.1-1988 ustar, in the order of the fields.
struct Header {
    char name[100] = {};
    char mode[8] = {'0', '0', '0', '0', '6', '4', '4'};
    char owner[8] = {'0', '0', '0', '0', '0', '0', '0'};
    char group[8] = {'0', '0', '0', '0', '0', '0', '0'};
    char size[12] = {};
    char time[12] = {'0', '0', '0', '0', '0', '0', '0', '0', '0', '0', '0'};
    char checksum[8] = {};
    char type = '0';
    char link[100] = {};
    char magic[6] = {'u', 's', 't', 'a', 'r'};
    char version[2] = {'0', '0'};
    char ownerName[32] = {}, groupName[32] = {};
    char major[8] = {'0', '0', '0', '0', '0', '0', '0'}, minor[8] = {'0', '0', '0', '0', '0', '0', '0'};
    char prefix[155] = {};
    char rest[12] = {};

    std::string_view bytes() const { return {reinterpret_cast<const char*>(this), sizeof *this}; }
};
static_assert(sizeof(Header) == blockBytes);

template<std::size_t size>
std::string_view text(const char (&field)[size]) {
    const std::string_view whole(field, size);
    return whole.substr(0, whole.find('\0'));
}

template<std::size_t size>
void putText(char (&field)[size], std::string_view value) {
    std::copy(value.begin(), value.end(), field);
}

// The sum of all bytes, those of the checksum itself as spaces.
unsigned sumOf(Header header) {
    std::fill(std::begin(header.checksum), std::end(header.checksum), ' ');
    unsigned sum = 0;
    for (const char c : header.bytes()) sum += static_cast<unsigned char>(c);
    return sum;
}

constexpr std::uint64_t mostOctal = (std::uint64_t{1} << 33) - 1; // eleven digits
constexpr unsigned char binary = 0x80;                            // marks GNU's big-endian numbers

void putSize(Header& header, std::uint64_t size) {
    if (size <= mostOctal) return putText(header.size, fmt::format("{:011o}", size));
    header.size[0] = static_cast<char>(binary);
    for (std::size_t i = sizeof header.size - 1; i > 0; --i, size >>= 8)
        header.size[i] = static_cast<char>(size & 0xff);
}

template<std::size_t size>
std::optional<std::uint64_t> number(const char (&field)[size]) {
    std::uint64_t value = 0;
    if (static_cast<unsigned char>(field[0]) == binary) {
        for (std::size_t i = 1; i < size; ++i) {
            if (value >> 56) return std::nullopt;
            value = value << 8 | static_cast<unsigned char>(field[i]);
        }
        return value;
    }
    auto digits = text(field);
    while (digits.ends_with(' ')) digits.remove_suffix(1);
    for (const char c : digits) {
        if (c < '0' || c > '7') return std::nullopt;
        value = value << 3 | static_cast<unsigned>(c - '0'); // twelve digits at most
    }
    return digits.empty() ? std::nullopt : std::optional(value);
}

// A long path is cut at a '/' into prefix and name.
void putName(Header& header, const std::string& path) {
    if (path.size() <= sizeof header.name) return putText(header.name, path);
    const auto slash = path.find('/', path.size() - sizeof header.name - 1);
    if (slash == std::string::npos || slash > sizeof header.prefix)
        throw Error(ErrorKind::Usage,
                    message("hub", "\"{0}\" is too long a name for an archive.", shownName(path)),
                    message("hub", "Give the file a shorter name."));
    putText(header.prefix, std::string_view(path).substr(0, slash));
    putText(header.name, std::string_view(path).substr(slash + 1));
}

const char* wordFor(char type) {
    switch (type) {
    case '1':
    case '2': return "a link";
    case '5': return "a folder";
    default: return "of a kind that has no place in it";
    }
}

} // namespace

void TarWriter::begin(const std::string& name, std::uint64_t size) {
    pad();
    Header header;
    putName(header, name);
    putSize(header, size);
    putText(header.checksum, fmt::format("{:06o}", sumOf(header)) + std::string("\0 ", 2));
    write(header.bytes());
}

void TarWriter::write(std::string_view bytes) {
    out_.write(bytes);
    written_ += bytes.size();
}

void TarWriter::pad() {
    if (const auto over = written_ % blockBytes) write(std::string(blockBytes - over, '\0'));
}

void TarWriter::finish() {
    pad();
    write(std::string(2 * blockBytes, '\0'));
}

void TarReader::failTruncated() const {
    throw Error(ErrorKind::Format, message("hub", "{0} ends in the middle: it is not whole.", origin_),
                message("hub", "Copy or make it once more."));
}

std::string_view TarReader::take(std::uint64_t size) {
    if (size > rest_.size()) failTruncated();
    const auto taken = rest_.substr(0, size);
    const auto blocks = (size + blockBytes - 1) / blockBytes * blockBytes;
    if (blocks > rest_.size()) failTruncated();
    rest_.remove_prefix(blocks);
    return taken;
}

std::optional<TarReader::Entry> TarReader::next() {
    const auto block = take(blockBytes);
    if (block.find_first_not_of('\0') == std::string_view::npos) return std::nullopt;
    Header header;
    std::copy(block.begin(), block.end(), reinterpret_cast<char*>(&header));
    const auto checksum = number(header.checksum);
    const auto size = number(header.size);
    if (text(header.magic).substr(0, 5) != "ustar" || !checksum || *checksum != sumOf(header) || !size)
        throw Error(ErrorKind::Format, message("hub", "{0} is no archive, or damaged.", origin_),
                    message("hub", "Copy or make it once more: espalier-cli model bundle."));
    const auto prefix = std::string(text(header.prefix));
    const auto name = (prefix.empty() ? "" : prefix + "/") + std::string(text(header.name));
    requireSafePath(name, origin_);
    if (header.type != '0' && header.type != '\0')
        throw Error(ErrorKind::Format,
                    message("hub", "{0}: \"{1}\" is {2}, expected plain files alone.", origin_,
                            shownName(name), wordFor(header.type)),
                    message("hub", "Nothing was installed. Use bundles made by espalier-cli model bundle."));
    return Entry{name, take(*size)};
}

} // namespace espalier
