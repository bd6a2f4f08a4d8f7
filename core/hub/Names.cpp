#include "core/hub/Names.h"

#include "core/base/Error.h"
#include "core/base/Text.h"

#include <algorithm>

namespace espalier {

namespace {

constexpr std::size_t longestPath = 512, deepestPath = 8, longestShown = 200;
constexpr std::size_t longestId = 96; // the hub's own bound

bool isPlain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.';
}

bool isControl(char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

bool isIdPart(std::string_view part) {
    constexpr std::string_view notAtAnEnd = "-.";
    return !part.empty() && std::all_of(part.begin(), part.end(), isPlain) &&
           notAtAnEnd.find(part.front()) == std::string_view::npos &&
           notAtAnEnd.find(part.back()) == std::string_view::npos &&
           // "--" stands for '/' in the cache's folder names
           part.find("--") == std::string_view::npos && part.find("..") == std::string_view::npos;
}

} // namespace

bool isRepositoryId(std::string_view text) {
    const auto slash = text.find('/');
    if (text.size() > longestId) return false;
    return slash == std::string_view::npos
               ? isIdPart(text)
               : isIdPart(text.substr(0, slash)) && isIdPart(text.substr(slash + 1));
}

RepositoryName parseRepositoryName(const std::string& text) {
    const auto at = text.find('@');
    RepositoryName name{text.substr(0, at)};
    if (at != std::string::npos) name.revision = text.substr(at + 1);
    if (!isRepositoryId(name.id))
        throw Error(
            ErrorKind::Usage, message("hub", "\"{0}\" is no name of a model on the hub.", shownName(text)),
            message("hub", "Write ORG/NAME, or ORG/NAME@REVISION for a branch, tag or commit of it."));
    if (!isSafePath(name.revision))
        throw Error(ErrorKind::Usage,
                    message("hub", "\"{0}\" is no revision: expected a branch, a tag or a commit.",
                            shownName(name.revision)));
    return name;
}

bool isSafePath(std::string_view path) {
    if (path.empty() || path.size() > longestPath || !isValidUtf8(path)) return false;
    if (std::any_of(path.begin(), path.end(), [](char c) { return isControl(c) || c == '\\'; })) return false;
    std::size_t depth = 0;
    for (std::size_t begin = 0, end = 0; end != path.size(); begin = end + 1) {
        end = std::min(path.find('/', begin), path.size());
        const auto part = path.substr(begin, end - begin);
        if (part.empty() || part == "." || part == ".." || ++depth > deepestPath) return false;
    }
    return true;
}

void requireSafePath(const std::string& path, const std::string& origin) {
    if (isSafePath(path)) return;
    throw Error(
        ErrorKind::Format,
        message("hub",
                "{0} names a file \"{1}\": expected a relative path of at most {2} parts that leads "
                "nowhere else.",
                origin, shownName(path), deepestPath),
        message("hub", "Nothing was written. Don't use this source: somebody meant harm, or it is damaged."));
}

bool isHexadecimal(std::string_view text, std::size_t digits) {
    return text.size() == digits && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

std::string percentEncoded(std::string_view path, bool keepSlashes) {
    std::string out;
    for (const char c : path) {
        if (isPlain(c) || c == '~' || (c == '/' && keepSlashes))
            out += c;
        else
            out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return out;
}

std::string shownName(std::string_view name) {
    std::string out;
    for (const char c : isValidUtf8(name) ? name : "?")
        if (isControl(c))
            out += fmt::format("\\x{:02X}", static_cast<unsigned char>(c));
        else
            out += c;
    return shortened(out, longestShown);
}

} // namespace espalier
