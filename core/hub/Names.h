#pragma once
// Names that come from strangers: of repositories and revisions as a person types them, of files as a server
// or an archive lists them. Only what passes here ever becomes a path or a part of an address.
#include <string>
#include <string_view>

namespace espalier {

struct RepositoryName {
    std::string id; // "ORG/NAME", of the hub's oldest "NAME"
    std::string revision = "main";
};

// From "ORG/NAME" or "ORG/NAME@REVISION"; throws Error(Usage).
RepositoryName parseRepositoryName(const std::string& text);

// "ORG/NAME" or "NAME" of letters, digits, '-', '_' and '.', as the hub has it.
bool isRepositoryId(std::string_view text);

// A relative path of few parts that leads nowhere else: no "..", no empty part, no backslash, no control
// character.
bool isSafePath(std::string_view path);
// Throws Error(Format) that names the path and who gave it.
void requireSafePath(const std::string& path, const std::string& origin);

// `digits` lower-case hexadecimal digits: of a commit, of a hash.
bool isHexadecimal(std::string_view text, std::size_t digits);

// A path as a part of an address: all but letters, digits, "-._~" and, where kept, '/' as %XX.
std::string percentEncoded(std::string_view path, bool keepSlashes);

// "a\nb" as "a\x0Ab": what a stranger wrote, safe to show.
std::string shownName(std::string_view name);

} // namespace espalier
