#include "core/data/import/Encoding.h"

#include "core/base/Text.h"
#include "core/data/import/TextSource.h"

#include <algorithm>
#include <vector>

namespace espalier {

namespace {

constexpr std::size_t stretchBytes = 1 << 20, firstBytes = 1 << 12, statisticsBytes = 1 << 16;
constexpr std::int64_t bytesToCheck = 64 << 20;

bool isAscii(char c) {
    return static_cast<signed char>(c) >= 0;
}

// A stretch of a file may begin and end in the middle of a character: that is no evidence.
std::string_view withoutCutCharacters(std::string_view bytes, bool first, bool last) {
    const auto continues = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; };
    for (int i = 0; i < 3 && !first && !bytes.empty() && continues(bytes.front()); ++i)
        bytes.remove_prefix(1);
    for (std::size_t cut = 1; cut <= 3 && cut <= bytes.size() && !last; ++cut) {
        const auto lead = static_cast<unsigned char>(bytes[bytes.size() - cut]);
        if (lead < 0x80) break;
        if (lead >= (cut == 1 ? 0xC0 : cut == 2 ? 0xE0 : 0xF0)) return bytes.substr(0, bytes.size() - cut);
    }
    return bytes;
}

struct Utf8Evidence {
    std::size_t valid = 0, invalid = 0; // characters beyond ASCII, bytes that belong to none

    void add(std::string_view bytes) {
        if (isValidUtf8(bytes)) {
            valid += codePointCount(bytes) -
                     static_cast<std::size_t>(std::count_if(bytes.begin(), bytes.end(), isAscii));
            return;
        }
        for (std::size_t i = 0; i < bytes.size();) {
            const std::size_t begin = i;
            if (isAscii(bytes[i])) {
                ++i;
                continue;
            }
            nextCodePoint(bytes, i);
            ++(i - begin > 1 ? valid : invalid);
        }
    }
};

// From the line on which the text leaves ASCII: statistics see only the beginning of what they get.
std::string_view fromFirstBeyondAscii(std::string_view bytes) {
    const auto beyond = std::find_if_not(bytes.begin(), bytes.end(), isAscii) - bytes.begin();
    const auto line = bytes.rfind('\n', static_cast<std::size_t>(beyond));
    return line == std::string_view::npos ? bytes : bytes.substr(line + 1);
}

// Single-byte answers are widened as browsers do: windows-1252 holds all that ISO-8859-1 does. ICU also knows
// mainframe code pages, which no spreadsheet writes.
std::string widened(const std::string& name) {
    if (name == "ISO-8859-1" || name.starts_with("IBM") || name.starts_with("ISO-2022"))
        return "windows-1252";
    return name;
}

} // namespace

std::string guessEncoding(const std::filesystem::path& file) {
    ByteSource bytes(file);
    std::vector<char> buffer(stretchBytes);
    std::string foreign; // the first stretch that is not UTF-8
    Utf8Evidence evidence;
    for (bool first = true, last = false; !last && bytes.done() < bytesToCheck; first = false) {
        const std::string_view stretch(buffer.data(), bytes.read(buffer.data(), buffer.size()));
        last = stretch.size() < buffer.size();
        if (first) {
            const std::string name = detectEncoding(stretch.substr(0, firstBytes));
            if (byteOrderMarkLength(stretch) > 0 || name.starts_with("UTF-16") || name.starts_with("UTF-32"))
                return name;
        }
        const std::size_t invalidBefore = evidence.invalid;
        evidence.add(withoutCutCharacters(stretch, first, last));
        if (foreign.empty() && evidence.invalid > invalidBefore) foreign = stretch;
    }
    if (evidence.valid >= 10 * evidence.invalid) return "UTF-8";
    return widened(detectEncoding(fromFirstBeyondAscii(foreign).substr(0, statisticsBytes)));
}

} // namespace espalier
